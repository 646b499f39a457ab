/* SPDX-License-Identifier: GPL-2.0-only */
/* dom: elements from data. Text only ever becomes text nodes and attributes: nothing here, nor anywhere in the page's
 * scripts, reads text as HTML. */

const $ = (id) => document.getElementById(id);

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false)
      continue;
    if (name.startsWith('on'))
      node.addEventListener(name.slice(2), value);
    else
      node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

const s = (tag, properties, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag), properties, children);

/* 4622 as "4,622" */
const count = (number) => number.toLocaleString('en-US');

const plural = (number, word) => `${count(number)} ${word}${number === 1 ? '' : 's'}`;

/* A path whose last part stands out and that may be broken behind each slash. */
function pathText(path, line) {
  const slash = path.lastIndexOf('/') + 1;
  const node = h('span', { class: 'path' });

  for (const part of path.slice(0, slash).split(/(?<=\/)/))
    node.append(part, h('wbr'));
  node.append(h('b', {}, path.slice(slash)), line ? `:${line}` : '');
  return node;
}

const fn = (name) => h('code', { class: 'fn' }, `${name}()`);

/* Text in which what is a call, "foo()", is set as code. */
const withCalls = (text) =>
  text.split(/([A-Za-z_][\w.]*\(\))/).map((part, i) => (i % 2 ? h('code', {}, part) : part));
