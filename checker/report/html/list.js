/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * list: a list of any length of which only the rows in sight are in the document.
 *
 * All rows have the same height (--row in report.css). `row(item)` makes the nodes of one, `choose(item)` is called
 * when it is opened; the row that is current has the keyboard. For screen readers it is a list box that says how long
 * it is.
 */
class List {
  constructor(box, { row, choose, empty }) {
    this.box = box;
    this.row = row;
    this.choose = choose;
    this.items = [];
    this.current = 0;
    this.opened = null;
    this.inner = h('div', { class: 'rows' });
    this.empty = h('p', { class: 'empty', hidden: true }, empty);
    box.setAttribute('role', 'listbox');
    box.tabIndex = 0;
    box.append(this.inner, this.empty);
    box.addEventListener('scroll', () => this.draw(), { passive: true });
    box.addEventListener('click', (event) => this.clicked(event));
    new ResizeObserver(() => this.measure()).observe(box);
  }

  measure() {
    this.height = parseFloat(getComputedStyle(this.box).getPropertyValue('--row')) || 56;
    this.draw(true);
  }

  show(items) {
    const before = this.items[this.current];

    this.items = items;
    this.current = Math.max(0, items.indexOf(before));
    this.empty.hidden = items.length > 0;
    if (!this.height)
      this.measure();
    this.draw(true);
  }

  /* Marks an item as the one that is open. */
  open(item) {
    this.opened = item;
    if (item && this.items.includes(item))
      this.move(this.items.indexOf(item));
    else
      this.draw(true);
  }

  move(index) {
    this.current = Math.min(Math.max(index, 0), this.items.length - 1);
    if (this.current < 0)
      this.current = 0;
    const top = this.current * this.height, bottom = top + this.height;

    if (top < this.box.scrollTop)
      this.box.scrollTop = top;
    else if (bottom > this.box.scrollTop + this.box.clientHeight)
      this.box.scrollTop = bottom - this.box.clientHeight;
    this.draw(true);
  }

  clicked(event) {
    const row = event.target.closest('[role=option]');

    if (!row)
      return;
    this.current = Number(row.dataset.index);
    this.choose(this.items[this.current]);
  }

  /* Whether the key meant something here. */
  key(key) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / this.height) - 1);
    const moves = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: page, PageUp: -page };

    if (key in moves)
      this.move(this.current + moves[key]);
    else if (key === 'Home')
      this.move(0);
    else if (key === 'End')
      this.move(this.items.length - 1);
    else if (key === 'Enter' && this.items.length)
      this.choose(this.items[this.current]);
    else
      return false;
    return true;
  }

  draw(again) {
    const first = Math.max(0, Math.floor(this.box.scrollTop / this.height) - 6);
    const last = Math.min(this.items.length, first + Math.ceil(this.box.clientHeight / this.height) + 12);

    if (!this.height || (!again && first === this.first && last === this.last))
      return;
    [this.first, this.last] = [first, last];
    this.inner.style.height = `${this.items.length * this.height}px`;
    this.inner.replaceChildren();
    for (let i = first; i < last; i++) {
      const item = this.items[i];
      const row = h('div', {
        role: 'option', id: `${this.box.id}-${i}`, 'data-index': i, 'aria-posinset': i + 1,
        'aria-setsize': this.items.length, 'aria-selected': item === this.opened ? 'true' : 'false',
        class: `row${i === this.current ? ' current' : ''}${item.grey ? ' grey' : ''}`,
      }, this.row(item));

      row.style.top = `${i * this.height}px`;
      this.inner.append(row);
    }
    if (this.items.length)
      this.box.setAttribute('aria-activedescendant', `${this.box.id}-${this.current}`);
    else
      this.box.removeAttribute('aria-activedescendant');
  }
}
