// Asks Maru as OpenAI's and Anthropic's own clients for Node do: model_clients.mjs BASE KEY MODEL. Prints what it saw, a line each.
import { createRequire } from 'node:module';

const require = createRequire(process.env.MARU_TEST_NODE_MODULES + '/');
const { OpenAI } = require('openai');
const Anthropic = require('@anthropic-ai/sdk').default;

const [base, apiKey, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL: base + '/v1', apiKey, maxRetries: 0 });
const claude = new Anthropic({ baseURL: base, apiKey, maxRetries: 0 });
const messages = [{ role: 'user', content: 'Say something' }];
const weather = { type: 'object', properties: { city: { type: 'string' } } };
const say = (name, value) => console.log(name + '=' + value);

say('chat', (await client.chat.completions.create({ model, messages })).choices[0].message.content);
let text = '', usage = false;
for await (const chunk of await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } })) {
  text += chunk.choices[0]?.delta?.content ?? '';
  usage ||= (chunk.usage?.completion_tokens ?? 0) > 0;
}
say('chat-stream', text);
say('chat-usage', usage ? 'True' : 'False');
const tools = [{ type: 'function', function: { name: 'weather', parameters: weather } }];
const call = (await client.chat.completions.create({ model, messages, tools })).choices[0].message.tool_calls[0];
say('chat-tool', call.function.name + JSON.parse(call.function.arguments).city);
const response_format = { type: 'json_schema', json_schema: { name: 'answer', schema: weather } };
say('chat-json', JSON.parse((await client.chat.completions.create({ model, messages, response_format })).choices[0].message.content).city);
say('responses', (await client.responses.create({ model, input: 'Say something' })).output_text);
text = '';
for await (const event of await client.responses.create({ model, input: 'Say something', stream: true })) {
  if (event.type === 'response.output_text.delta') text += event.delta;
}
say('responses-stream', text);
try {
  say('embeddings', (await client.embeddings.create({ model, input: ['one', 'two'] })).data.length);
} catch (error) {
  say('embeddings', error.constructor.name);
}
let found = false;
for await (const each of client.models.list()) found ||= each.id === model;
say('models', found ? 'True' : 'False');
const stream = await client.chat.completions.create({ model, messages, stream: true });
for await (const chunk of stream) { stream.controller.abort(); break; }
say('abort', 'left');
const attempts = {
  'unknown-model': () => client.chat.completions.create({ model: 'nobody/none', messages }),
  'wrong-key': () => new OpenAI({ baseURL: base + '/v1', apiKey: 'maru_no', maxRetries: 0 }).models.list(),
  'refused': () => client.chat.completions.create({ model, messages }),
};
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    say(name, 'nothing was raised');
  } catch (error) {
    say(name, error.constructor.name);
  }
}
say('retried', (await client.chat.completions.create({ model, messages }, { maxRetries: 2 })).choices[0].message.content);
say('messages', (await claude.messages.create({ model, max_tokens: 99, messages })).content[0].text);
const answer = claude.messages.stream({ model, max_tokens: 99, messages });
say('messages-stream', await answer.finalText());
say('messages-usage', (await answer.finalMessage()).usage.output_tokens > 0 ? 'True' : 'False');
const use = (await claude.messages.create({ model, max_tokens: 99, messages, tools: [{ name: 'weather', input_schema: weather }] })).content[0];
say('messages-tool', use.name + use.input.city);
try {
  await claude.messages.create({ model: 'nobody/none', max_tokens: 99, messages });
} catch (error) {
  say('messages-unknown', error.constructor.name);
}
