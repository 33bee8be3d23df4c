/*
 * The command palette, the shortcuts, and copying. Plain browser code without a build step: the page loads it at run time.
 * A key that is part of composing a syllable (IME) never triggers anything.
 */
const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const composing = (event) => event.isComposing || event.keyCode === 229;

function deepActive() {
  let element = document.activeElement;
  while (element && element.shadowRoot && element.shadowRoot.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

function typing() {
  const element = deepActive();
  return !!element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
}

function blocked() {
  return !!document.querySelector('vaadin-dialog[opened], vaadin-confirm-dialog[opened], vaadin-menu-bar-overlay, vaadin-context-menu-overlay, vaadin-select-overlay');
}

function text(tag, content, name) {
  const element = document.createElement(tag);
  if (content) element.textContent = content;
  if (name) element.className = name;
  return element;
}

function keyCaps(keys) {
  const caps = text('span', '', 'maru-keys');
  keys.split(' ').forEach((key) => caps.append(text('kbd', key)));
  return caps;
}

const modKey = mac ? '⌘ K' : 'Ctrl K';

class MaruPalette extends HTMLElement {
  #items = [];
  #texts = {};
  #shown = [];
  #current = 0;
  #dialog;
  #input;
  #list;
  #asked = 0;
  #timer;
  #goKey = false;

  set state(value) {
    this.#items = value.items || [];
    this.#texts = value.texts || {};
  }

  connectedCallback() {
    // A property that was set before this class was known hides the setter.
    if (Object.hasOwn(this, 'state')) {
      const value = this.state;
      delete this.state;
      this.state = value;
    }
    this.keys = (event) => this.#onKey(event);
    window.addEventListener('keydown', this.keys, true);
    document.querySelectorAll('[data-shortcut="mod+k"]').forEach((hint) => hint.replaceChildren(...keyCaps(modKey).children));
  }

  disconnectedCallback() {
    window.removeEventListener('keydown', this.keys, true);
    this.#dialog?.remove();
    this.#dialog = undefined;
  }

  open() {
    this.#close();
    const dialog = this.#frame('maru-palette');
    this.#input = document.createElement('input');
    this.#input.placeholder = this.#texts.placeholder;
    Object.entries({
      role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'maru-palette-list', 'aria-autocomplete': 'list',
      'aria-label': this.#texts.placeholder, autocomplete: 'off', spellcheck: 'false',
    }).forEach(([name, value]) => this.#input.setAttribute(name, value));
    this.#list = text('div', '', 'maru-palette-list');
    this.#list.id = 'maru-palette-list';
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', this.#texts.placeholder);
    dialog.append(this.#input, this.#list);
    this.#input.addEventListener('input', () => this.#filter());
    this.#input.addEventListener('keydown', (event) => this.#onPaletteKey(event));
    dialog.showModal();
    this.#filter();
  }

  help() {
    this.#close();
    const dialog = this.#frame('maru-help-overlay');
    dialog.append(text('h2', this.#texts['help.title']));
    const rows = [
      ['palette', modKey], ['search', '/'], ['rows', 'j k'], ['row-open', 'Enter'], ['help', '?'], ['escape', 'Esc'],
    ].map(([name, keys]) => [this.#texts['help.' + name], keys]);
    this.#items.filter((item) => item.keys)
      .forEach((item) => rows.push([this.#texts['help.goto'].replace('{0}', item.text), item.keys]));
    const table = text('dl', '', 'maru-help-list');
    rows.forEach(([label, keys]) => {
      const value = text('dd');
      value.append(keyCaps(keys));
      table.append(text('dt', label), value);
    });
    const close = text('button', this.#texts.close, 'maru-help-close');
    close.addEventListener('click', () => this.#close());
    dialog.append(table, close);
    dialog.showModal();
  }

  #frame(name) {
    const dialog = text('dialog', '', name);
    dialog.setAttribute('aria-label', name === 'maru-palette' ? this.#texts.open : this.#texts['help.title']);
    dialog.addEventListener('click', (event) => event.target === dialog && this.#close());
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    this.#dialog = dialog;
    return dialog;
  }

  #close() {
    clearTimeout(this.#timer);
    this.#dialog?.close();
    this.#dialog = undefined;
  }

  #filter() {
    const wanted = this.#input.value.trim().toLowerCase().normalize('NFC');
    const words = wanted.split(/\s+/).filter(Boolean);
    const matching = this.#items.filter((item) => words.every((word) => item.text.toLowerCase().includes(word)));
    this.#render(matching);
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    if (wanted && this.$server) {
      this.#timer = setTimeout(async () => {
        const found = await this.$server.search(wanted);
        if (asked === this.#asked && this.#dialog) this.#render(matching.concat(found));
      }, 120);
    }
  }

  #render(items) {
    this.#shown = items;
    this.#current = 0;
    this.#list.replaceChildren();
    let group = '';
    items.forEach((item, index) => {
      if (item.group !== group) {
        group = item.group;
        const heading = text('div', this.#texts[group], 'maru-palette-group');
        heading.setAttribute('role', 'presentation');
        this.#list.append(heading);
      }
      const option = text('div', item.text, 'maru-palette-item');
      option.id = 'maru-option-' + index;
      option.setAttribute('role', 'option');
      if (item.keys) option.append(keyCaps(item.keys));
      option.addEventListener('pointermove', () => this.#mark(index));
      option.addEventListener('click', () => this.#choose(index));
      this.#list.append(option);
    });
    if (!items.length) this.#list.append(text('div', this.#texts.nothing, 'maru-palette-nothing'));
    this.#mark(0);
  }

  #mark(index) {
    this.#current = index;
    this.#list.querySelectorAll('[role=option]').forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index));
      if (at === index) option.scrollIntoView({ block: 'nearest' });
    });
    this.#input.setAttribute('aria-activedescendant', 'maru-option-' + index);
  }

  #choose(index) {
    const item = this.#shown[index];
    if (!item) return;
    this.#close();
    this.$server.go(item.path);
  }

  #onPaletteKey(event) {
    if (composing(event)) return;
    const last = this.#shown.length - 1;
    if (event.key === 'ArrowDown') this.#mark(this.#current >= last ? 0 : this.#current + 1);
    else if (event.key === 'ArrowUp') this.#mark(this.#current <= 0 ? Math.max(last, 0) : this.#current - 1);
    else if (event.key === 'Enter') this.#choose(this.#current);
    else return;
    event.preventDefault();
  }

  #onKey(event) {
    if (composing(event)) {
      // The Enter that ends a syllable is not the Enter that sends a form.
      if (event.key === 'Enter' && this.#dialog === undefined) event.stopPropagation();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK') {
      event.preventDefault();
      event.stopPropagation();
      if (this.#dialog?.className === 'maru-palette') this.#close();
      else this.open();
      return;
    }
    if (this.#dialog || event.ctrlKey || event.metaKey || event.altKey || typing() || blocked()) return;
    if (this.#goKey) {
      this.#goKey = false;
      const item = this.#items.find((candidate) => candidate.keys === 'g ' + event.key);
      if (item) {
        event.preventDefault();
        this.$server.go(item.path);
      }
      return;
    }
    if (event.key === 'g') {
      this.#goKey = true;
      setTimeout(() => (this.#goKey = false), 1500);
    } else if (event.key === '/') {
      const field = document.querySelector('[data-search]');
      if (field) {
        event.preventDefault();
        field.focus();
      }
    } else if (event.key === '?') {
      event.preventDefault();
      this.help();
    } else if (event.key === 'j' || event.key === 'k') {
      if (moveRow(event.key === 'j')) event.preventDefault();
    } else if (event.key === 'Enter' && openRow()) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
}

function focusedCell(grid) {
  const cell = grid.shadowRoot?.activeElement?.closest?.('[part~="body-cell"]');
  return cell || null;
}

/** Moves the focus of the page's grid by a row, as its own arrow keys do; enters it at the first row. */
function moveRow(down) {
  const grid = document.querySelector('.maru-page vaadin-grid');
  if (!grid || !grid.shadowRoot) return false;
  const cell = focusedCell(grid);
  if (!cell) {
    const first = grid.shadowRoot.querySelector('#items tr:not([hidden]) [part~="body-cell"]');
    first?.focus();
    return !!first;
  }
  cell.dispatchEvent(new KeyboardEvent('keydown', {
    key: down ? 'ArrowDown' : 'ArrowUp', code: down ? 'ArrowDown' : 'ArrowUp', keyCode: down ? 40 : 38, bubbles: true, composed: true,
  }));
  return true;
}

/** Follows the link of the focused row. */
function openRow() {
  const grid = document.querySelector('.maru-page vaadin-grid');
  const cell = grid && focusedCell(grid);
  const row = cell?.closest('tr');
  if (!row) return false;
  for (const slot of row.querySelectorAll('slot')) {
    for (const content of slot.assignedElements()) {
      const link = content.querySelector('a[href], [data-row-open]');
      if (link) {
        link.click();
        return true;
      }
    }
  }
  return false;
}

document.addEventListener('click', async (event) => {
  const button = event.composedPath().find((element) => element.maruCopy !== undefined);
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.maruCopy);
  } catch {
    // Without https there is no clipboard API; a selection can still be copied.
    const field = document.createElement('textarea');
    field.value = button.maruCopy;
    (button.closest('dialog, vaadin-dialog') || document.body).append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
  button.classList.add('maru-copied');
  button.setAttribute('aria-label', button.dataset.copied);
  setTimeout(() => button.classList.remove('maru-copied'), 1600);
});

if (!customElements.get('maru-palette')) customElements.define('maru-palette', MaruPalette);

/* What is selected in a message that can be commented on. The selection collapses when a button is pressed, so the last one is kept. */
let quoted = null;
document.addEventListener('selectionchange', () => {
  const selection = document.getSelection();
  const node = selection && selection.anchorNode;
  const within = node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest('[data-message]');
  if (!within) return;
  if (selection.isCollapsed) {
    quoted = null;
    return;
  }
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.selectNodeContents(within);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const end = Math.min(start + range.toString().length, within.textContent.length);
  quoted = { message: Number(within.dataset.message), start, end };
});

/** "start:end" in UTF-16 units, empty if nothing of that message is selected. */
window.maruSelection = (message) => {
  const found = quoted && quoted.message === message && quoted.end > quoted.start ? `${quoted.start}:${quoted.end}` : '';
  quoted = null;
  return found;
};
