/* SPDX-License-Identifier: GPL-2.0-only */
/* code: a line of C, coloured. Of a file only a few lines are known, so whether one is inside a comment is guessed from
 * how it looks where the comment's beginning is not among them. */

const KEYWORDS = new Set(('auto break case char const continue default do double else enum extern float for goto if ' +
  'inline int long register restrict return short signed sizeof static struct switch typedef typeof union unsigned ' +
  'void volatile while bool true false NULL').split(' '));
const TOKEN = new RegExp([
  '(?<comment>/\\*.*?(?:\\*/|$)|//.*)',
  '(?<string>"(?:\\\\.|[^"\\\\])*"?|\'(?:\\\\.|[^\'\\\\])*\'?)',
  '(?<number>\\b\\d[\\w.]*)',
  '(?<directive>^\\s*#\\s*\\w+)',
  '(?<word>[A-Za-z_]\\w*)',
].join('|'), 'g');

function classOf(match, line) {
  const { comment, string, number, directive, word } = match.groups;

  if (comment !== undefined)
    return 'c';
  if (string !== undefined)
    return 's';
  if (number !== undefined)
    return 'n';
  if (directive !== undefined)
    return 'd';
  if (KEYWORDS.has(word))
    return 'k';
  if (/^[us](8|16|32|64)$|_t$/.test(word))
    return 't';
  if (/^\s*\(/.test(line.slice(match.index + word.length)))
    return 'f';
  return /^[A-Z][A-Z0-9_]+$/.test(word) ? 'm' : '';
}

/* Whether the text leaves a comment open that it began. */
const opens = (text) => text.lastIndexOf('/*') > text.lastIndexOf('*/');

function looksLikeComment(line) {
  return /^\s*\*(\s|\/|$)/.test(line) && !/[;{]\s*$/.test(line);
}

/*
 * Colours lines that follow each other: colour(text) gives nodes. `spot` is the column (from 1) of a call that is
 * marked: the step of a path.
 */
function colouring() {
  let inside = false;

  return function colour(line, spots) {
    const nodes = [];
    let at = 0;

    function plain(end) {
      if (end > at)
        nodes.push(line.slice(at, end));
      at = end;
    }
    if (inside || looksLikeComment(line)) {
      const end = line.indexOf('*/');

      at = end < 0 ? line.length : end + 2;
      nodes.push(h('span', { class: 'c' }, line.slice(0, at)));
      inside = inside && end < 0;
    }
    TOKEN.lastIndex = at;
    for (let match; (match = TOKEN.exec(line)) !== null;) {
      const name = classOf(match, line);
      const spot = match.groups.word !== undefined && spots && spots.includes(match.index + 1);

      if (match.groups.comment !== undefined && opens(match[0]))
        inside = true;
      if (!name && !spot)
        continue;
      plain(match.index);
      nodes.push(h('span', { class: spot ? `${name} spot` : name }, match[0]));
      at = match.index + match[0].length;
    }
    plain(line.length);
    return nodes;
  };
}
