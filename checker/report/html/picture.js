/* SPDX-License-Identifier: GPL-2.0-only */
/* picture: the calls of a finding as a small graph, from the contexts at the top down to the operation. */

const WIDE = 236, INDENT = 20, NODE = 26, SUBLINE = 14, GAP = 20;

const MAX_LABEL = 31, MOST_CONTEXTS = 4;

const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/* What the picture shows, from top to bottom: {kind, label, sub, via, step}; `step`: the number of the path's step that
 * tells of it. */
function chain(finding) {
  const calls = finding.steps.map((step, number) => ({ ...step, number })).filter((step) => step.calls !== undefined);
  const last = finding.steps.length - 1, root = finding.root;
  const first = calls[0];
  const nodes = [{ kind: 'function', label: `${first ? first.in : finding.in}()`, step: first ? first.number : last }];

  for (const call of calls) {
    const next = calls.find((other) => other.number === call.number + 1);

    nodes.push({
      kind: 'function', label: `${call.calls}()`, step: next ? next.number : last,
      via: call.via && `${call.via}${call.choices > 1 ? ` (1 of ${call.choices})` : ''}`,
    });
  }
  if (root && root.region !== undefined) {
    nodes[0].sub = root.title;
    nodes[0].kind = 'began';
    nodes[0].step = 0;
  }
  nodes.push({ kind: 'sink', label: `${finding.op}()`, step: last });
  return nodes;
}

/* The contexts that lead to the first function. */
function entries(finding) {
  const { root } = finding;
  const contexts = root && root.context !== undefined ? [{ ...root, in: null, direct: true }] : finding.also;
  const seen = new Map();

  for (const context of contexts)
    seen.set(`${context.title} ${context.in}`, {
      kind: 'context', label: context.title, sub: context.in && `${context.in}()`, direct: context.direct,
    });
  const all = [...seen.values()];

  return all.length <= MOST_CONTEXTS + 1 ? all :
    [...all.slice(0, MOST_CONTEXTS), { kind: 'context', label: `${all.length - MOST_CONTEXTS} more contexts` }];
}

function box(node, x, y, width, show) {
  const height = NODE + (node.sub ? SUBLINE : 0);

  return s('g', { class: `node ${node.kind}`, onclick: node.step === undefined ? null : () => show(node.step) },
    s('title', {}, node.sub ? `${node.label}, ${node.sub}` : node.label),
    s('rect', { x, y, width, height, rx: node.kind === 'context' ? 13 : 5 }),
    s('text', { x: x + 10, y: y + 17 }, short(node.label, MAX_LABEL - (x ? 3 : 0))),
    node.sub && s('text', { x: x + 10, y: y + 17 + SUBLINE, class: 'sub' }, short(node.sub, MAX_LABEL + 3)));
}

const arrow = (path, dashed) =>
  s('path', { d: path, class: dashed ? 'edge dashed' : 'edge', 'marker-end': 'url(#tip)' });

const heightOf = (node) => NODE + (node.sub ? SUBLINE : 0);

function picture(finding, show) {
  const contexts = entries(finding), nodes = chain(finding);
  const drawing = s('g', {});
  const several = contexts.length > 0 && !contexts[0].direct;
  let y = 2, top = null;

  for (const context of contexts) {
    const x = several ? INDENT : 0;

    drawing.append(box(context, x, y, WIDE - x, show));
    if (several) {
      const middle = y + heightOf(context) / 2;

      top = top === null ? middle : top;
      drawing.append(s('path', { d: `M${INDENT} ${middle}H6`, class: 'edge dashed' }));
    }
    y += heightOf(context) + 6;
  }
  if (several) {
    y += 10;
    /* calls that are not shown may lie in between */
    drawing.append(arrow(`M6 ${top}V${y + NODE / 2}H${INDENT - 2}`, true));
  } else if (contexts.length) {
    y += GAP - 6;
    drawing.append(arrow(`M${WIDE / 2} ${y - GAP}V${y - 2}`));
  }
  nodes.forEach((node, i) => {
    const x = several ? INDENT : 0, center = (WIDE + x) / 2;

    if (i) {
      const gap = node.via ? GAP + SUBLINE : GAP;

      drawing.append(arrow(`M${center} ${y}V${y + gap - 2}`, node.via));
      if (node.via)
        drawing.append(s('text', { x: center, y: y + gap / 2 + 2, class: 'via' }, short(node.via, 36),
          s('title', {}, node.via)));
      y += gap;
    }
    drawing.append(box(node, x, y, WIDE - x, show));
    y += heightOf(node);
  });
  return s('svg', {
    class: 'picture', viewBox: `0 0 ${WIDE} ${y + 2}`, width: WIDE, height: y + 2, role: 'img',
    'aria-label': `Calls: ${[...contexts, ...nodes].map((node) => node.label).join(', then ')}`,
  }, s('defs', {}, s('marker', {
    id: 'tip', viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto',
  }, s('path', { d: 'M0 0L8 4L0 8z', class: 'tip' }))), drawing);
}
