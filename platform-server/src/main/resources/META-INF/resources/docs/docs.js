// Draws /openapi.json. Everything is written as text, never as markup, so that no description can bring code along.
const METHODS = ["get", "post", "put", "patch", "delete"];
const DEEPEST = 6;

const element = (tag, text, ...children) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const resolve = (api, schema) => {
  const parts = schema?.$ref?.replace("#/", "").split("/");
  return parts ? parts.reduce((node, part) => node?.[part], api) : schema;
};

const typeOf = (schema) => {
  if (!schema) return "";
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const type = [schema.type].flat().filter(Boolean).join(" | ") || (schema.oneOf || schema.anyOf ? "one of several" : "any");
  return schema.format ? `${type} (${schema.format})` : type;
};

const rows = (api, schema, path, depth, seen) => {
  const whole = resolve(api, schema);
  if (!whole || depth > DEEPEST || seen.includes(whole)) return [];
  const next = [...seen, whole];
  if (whole.items) return rows(api, whole.items, `${path}[]`, depth + 1, next);
  return Object.entries(whole.properties ?? {}).flatMap(([name, property]) => {
    const field = resolve(api, property);
    const full = path ? `${path}.${name}` : name;
    const needed = whole.required?.includes(name) ? ", required" : "";
    const row = element("tr", "",
      element("td", "", element("code", full)),
      element("td", typeOf(field) + needed),
      element("td", field?.description ?? ""));
    return [row, ...rows(api, property, full, depth + 1, next)];
  });
};

const fields = (api, title, schema) => {
  const found = schema ? rows(api, schema, "", 0, []) : [];
  return found.length ? [element("h3", title), element("table", "", ...found)] : [];
};

const content = (body) => Object.values(body?.content ?? {})[0];

const parameters = (api, operation) => {
  const list = (operation.parameters ?? []).map((parameter) => resolve(api, parameter));
  if (!list.length) return [];
  return [element("h3", "Parameters"), element("table", "", ...list.map((parameter) => element("tr", "",
    element("td", "", element("code", parameter.name)),
    element("td", `${parameter.in}, ${typeOf(parameter.schema)}${parameter.required ? ", required" : ""}`),
    element("td", parameter.description ?? ""))))];
};

const answers = (api, operation) => Object.entries(operation.responses ?? {}).flatMap(([status, response]) => {
  const whole = resolve(api, response);
  return [element("h3", `Answer ${status}`), element("p", whole?.description ?? ""),
    ...fields(api, "Fields", content(whole)?.schema)];
});

const draw = (api, path, method, operation) => {
  const body = content(resolve(api, operation.requestBody));
  const example = body?.example ?? body?.schema?.example;
  const inside = element("div", "", element("p", operation.description ?? ""));
  if (operation["x-permission"]) inside.append(element("p", `Needs ${operation["x-permission"]}.`));
  inside.append(...parameters(api, operation), ...fields(api, "Body", body?.schema));
  if (example) inside.append(element("h3", "Example"), element("pre", JSON.stringify(example, null, 2)));
  inside.append(...answers(api, operation));
  const head = element("summary", "", element("b", method.toUpperCase()), element("code", path),
    element("span", operation.summary ? ` ${operation.summary}` : ""));
  head.lastChild.className = "quiet";
  const made = element("details", "", head, inside);
  made.dataset.text = `${method} ${path} ${operation.summary ?? ""} ${operation.description ?? ""}`.toLowerCase();
  return made;
};

const show = (api) => {
  const groups = new Map();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((name) => item[name])) {
      const tag = item[method].tags?.[0] ?? "Other";
      groups.set(tag, [...(groups.get(tag) ?? []), draw(api, path, method, item[method])]);
    }
  }
  const target = document.getElementById("operations");
  for (const [tag, operations] of groups) target.append(element("section", "", element("h2", tag), ...operations));
  const search = document.getElementById("search");
  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    for (const operation of target.querySelectorAll("details")) {
      operation.hidden = !operation.dataset.text.includes(wanted);
      count += operation.hidden ? 0 : 1;
    }
    for (const section of target.children) section.hidden = !section.querySelector("details:not([hidden])");
    document.getElementById("count").textContent = `${count} operations`;
  };
  search.addEventListener("input", filter);
  filter();
};

fetch("/openapi.json")
  .then((response) => response.ok ? response.json() : Promise.reject(new Error(response.statusText)))
  .then(show)
  .catch((error) => { document.getElementById("count").textContent = `The description cannot be loaded: ${error.message}`; });
