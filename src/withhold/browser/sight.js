// What of a page can be seen, and in which pieces is it read? Runs first, in the isolated world.
// Defines `withhold.sight`: the flattened tree (shadow roots, slots, frames), what is in view or can
// be scrolled to, and text. survey.js and touch.js build on it. What is measured is kept until
// `forget`, since the rows of a page overlap.
globalThis.withhold ??= {};
globalThis.withhold.sight ??= (() => {
  const TEXTS = 300; // segments of page text that are worth judging
  const MUTE = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'OPTION', 'TEXTAREA', 'HEAD']);

  const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;
  const fold = (text) => text.normalize('NFKC').replace(/\s+/g, ' ').replace(INVISIBLE, '')
    .trim().toLowerCase();

  // --- the flattened tree: open shadow roots, slots, frames of the same origin -----------------
  const inner = (frame) => { try { return frame.contentDocument; } catch { return null; } };
  const childrenOf = (node) => {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.tagName === 'IFRAME' || node.tagName === 'FRAME') {
        const doc = inner(node);
        return doc?.body ? [doc.body] : [];
      }
      if (node.shadowRoot) return [...node.shadowRoot.childNodes];
      if (node.tagName === 'SLOT') {
        const given = node.assignedNodes({ flatten: true });
        if (given.length) return given;
      }
    }
    return [...node.childNodes];
  };
  const parentOf = (node) => {
    if (node.assignedSlot) return node.assignedSlot;
    if (node.parentElement) return node.parentElement;
    const root = node.getRootNode();
    return root instanceof ShadowRoot || root.host ? root.host : null; // stops at a frame's edge
  };
  const ancestors = function* (node) {
    for (let at = parentOf(node); at; at = parentOf(at)) yield at;
  };
  const within = (node, top) => {
    for (let at = node; at; at = parentOf(at)) if (at === top) return true;
    return false;
  };
  const closest = (node, selector) => {
    for (let at = node; at; at = parentOf(at)) if (at.matches?.(selector)) return at;
    return null;
  };
  const rootsOf = (doc) => {
    const roots = [];
    const visit = (root) => {
      roots.push(root);
      for (const el of root.querySelectorAll('*')) {
        if (el.shadowRoot) visit(el.shadowRoot);
        if (el.tagName === 'IFRAME' || el.tagName === 'FRAME') {
          const body = inner(el);
          if (body?.documentElement && rendered(el) && reachable(el)) visit(body);
        }
      }
    };
    visit(doc);
    return roots;
  };
  const all = (roots, selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);

  // --- what a reader can see -------------------------------------------------------------------
  const styleOf = (el) => el.ownerDocument.defaultView.getComputedStyle(el);
  const rendered = (el) => el.getClientRects().length > 0;
  const seen = (el) => el.checkVisibility({
    checkOpacity: true, checkVisibilityCSS: true, // what is skipped until it scrolls into view counts
  });
  const placed = (frame) => { // where a frame's own top left lies in its parent, and its scale
    const [rect, style] = [frame.getBoundingClientRect(), styleOf(frame)];
    const scale = frame.offsetWidth ? rect.width / frame.offsetWidth : 1;
    const left = frame.clientLeft + parseFloat(style.paddingLeft);
    const top = frame.clientTop + parseFloat(style.paddingTop);
    return [rect.left + left * scale, rect.top + top * scale, scale];
  };
  const box = (rect, el) => { // in the top viewport
    let { left: x, top: y, width, height } = rect;
    for (let view = el.ownerDocument.defaultView; view.frameElement; view = view.parent) {
      const [left, top, scale] = placed(view.frameElement);
      x = left + x * scale; y = top + y * scale;
      width *= scale; height *= scale;
    }
    return { x, y, width, height };
  };
  let clips = new Map(); // of this survey: element -> what of its inside can be seen or scrolled to
  const NOTHING = { left: 0, top: 0, right: -1, bottom: -1 };
  const meet = (one, other) => ({
    left: Math.max(one.left, other.left), top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right), bottom: Math.min(one.bottom, other.bottom),
  });
  const sheet = (doc) => { // a whole page; nobody can scroll to what lies before its beginning
    const { scrollX, scrollY, innerWidth } = doc.defaultView;
    const style = styleOf(doc.documentElement);
    const rtl = style.direction === 'rtl';
    const cut = [doc.documentElement, doc.body]
      .some((el) => el && /hidden|clip/.test(styleOf(el).overflowX));
    return {
      left: rtl && !cut ? -Infinity : -scrollX, top: -scrollY,
      right: cut || rtl ? innerWidth - scrollX : Infinity, bottom: Infinity,
    };
  };
  const span = (way, edge, outer, [from, to], scrolled) => { // what overflow leaves, along one axis
    if (/auto|scroll/.test(way)) return [scrolled < 0 ? -Infinity : edge[from] - scrolled, Infinity];
    if (!/hidden|clip/.test(way)) return [outer[from], outer[to]];
    return [Math.max(edge[from], outer[from]), Math.min(edge[to], outer[to])];
  };
  const inside = (el, style, outer) => { // what an element leaves its children of what it was left
    const { overflowX, overflowY, clip, clipPath, position, display } = style;
    if (/inset\((50|100)%\)/.test(clipPath)) return NOTHING;
    if (clip !== 'auto' && /absolute|fixed/.test(position)) return NOTHING;
    const { body, documentElement } = el.ownerDocument; // their overflow is the viewport's
    if (el === body || el === documentElement || /^(inline|contents)$/.test(display) ||
        `${overflowX}${overflowY}` === 'visiblevisible') return outer;
    const edge = el.getBoundingClientRect();
    const shown = meet(edge, outer);
    if (shown.right < shown.left || shown.bottom < shown.top) return NOTHING;
    const [left, right] = span(overflowX, edge, outer, ['left', 'right'], el.scrollLeft);
    const [top, bottom] = span(overflowY, edge, outer, ['top', 'bottom'], el.scrollTop);
    return { left, top, right, bottom };
  };
  const clipOf = (el) => {
    if (!clips.has(el)) {
      const [up, style, view] = [parentOf(el), styleOf(el), el.ownerDocument.defaultView];
      const fixed = style.position === 'fixed' && !el.offsetParent; // nothing scrolls it into view
      const outer = fixed ? { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight }
        : up ? clipOf(up) : sheet(el.ownerDocument);
      clips.set(el, inside(el, style, outer));
    }
    return clips.get(el);
  };
  const clipped = (el, rect) => { // the part of `rect` that overflow and clipping leave; -1: none
    const { left, top, right, bottom } = meet(rect, clipOf(el));
    const none = (from, to, size) => to < from || (size > 0 && to === from);
    if (none(left, right, rect.width) || none(top, bottom, rect.height)) return -1;
    return (right - left) * (bottom - top);
  };
  const reachable = (el) => clipped(el, el.getBoundingClientRect()) >= 0;
  const legible = (el, rect) => {
    if (!seen(el) || rect.width < 2 || rect.height < 2) return false;
    if (/rgba\([^)]*,\s*0\)/.test(styleOf(el).color)) return false;
    return clipped(el, rect) >= rect.width * rect.height * 0.4;
  };

  // --- text, in the pieces a reader takes it in --------------------------------------------------
  let states = new Set(); // state words stand for themselves, also in the middle of a line
  const know = (words) => { states = new Set(words); };
  const isState = (text) => states.has(fold(text));
  const SIGN = /^(?!.*[🚫⛔❌✖✗✘])[\p{So}\p{Co}\p{M}\uFE0F\u200D\s]+$/u; // a picture set as a letter
  const WORD = /[\p{L}\p{N}]/u;
  const glyph = (el) => el.getAttribute('aria-hidden') === 'true' && // "lock", drawn as a lock
    /icon|symbol|awesome|glyph/i.test(styleOf(el).fontFamily.split(',')[0]);
  const struck = (el) => /line-through/.test(styleOf(el).textDecorationLine);
  const generated = (el, where) => { // words that a style sheet puts before or after an element
    const key = lookOf(el);
    key[where] ??= written(el.ownerDocument.defaultView.getComputedStyle(el, where));
    return key[where];
  };
  const written = ({ content, display }) => {
    if (display === 'none' || !content.includes('"')) return '';
    const words = [...content.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]).join('');
    return /\p{L}/u.test(words) ? words.replace(/\\(.)/g, '$1') : '';
  };
  let looks = new Map(); // of this survey, since rows overlap: element -> how it flows
  const lookOf = (el) => {
    if (!looks.has(el)) {
      const { display } = styleOf(el);
      const gone = display === 'none' || struck(el) || glyph(el); // what is struck through is not said
      looks.set(el, gone ? { gone } : {
        gone,
        inline: display === 'inline' || display === 'contents' || el.tagName === 'SLOT',
      });
    }
    return looks.get(el);
  };
  let spots = new Map(); // likewise: text -> where it lies, and whether it can be read or heard
  const spotOf = (node, el) => {
    const known = spots.get(node);
    if (known) return known;
    const range = el.ownerDocument.createRange();
    if (!node.words) range.selectNodeContents(node);
    const rect = node.words ? el.getBoundingClientRect() : range.getBoundingClientRect();
    const visible = legible(el, rect);
    const kept = visible || el.checkVisibility({ checkVisibilityCSS: true });
    const spot = { visible, kept, rect: box(rect, el) };
    if (!node.words) spots.set(node, spot);
    return spot;
  };
  const pieces = (root, { spoken = false, skip = null, limit = TEXTS, styled = true } = {}) => {
    const found = [];
    let last = null;
    const visit = (node, block, link, heading) => {
      if (found.length >= limit) return;
      if (node.nodeType === Node.TEXT_NODE || typeof node.words === 'string') {
        const text = (node.words ?? node.data).replace(/\s+/g, ' ');
        const el = node.parentElement ?? node.getRootNode().host;
        if (!el || !text.trim() || SIGN.test(text)) { if (last && text) last.text += ' '; return; }
        const { visible, rect, kept } = spotOf(node, el);
        if (!visible && (!spoken || !kept)) return;
        const state = isState(text);
        if (last && !state && !last.state && last.block === block && last.link === link &&
            last.visible === visible) {
          last.text += text;
          const [b, c] = [last.box, rect];
          const right = Math.max(b.x + b.width, c.x + c.width);
          const bottom = Math.max(b.y + b.height, c.y + c.height);
          b.x = Math.min(b.x, c.x); b.y = Math.min(b.y, c.y);
          b.width = right - b.x; b.height = bottom - b.y;
        } else {
          last = { text, visible, heading, link, block, state, box: { ...rect } };
          found.push(last);
        }
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE || MUTE.has(node.tagName)) return;
      if (skip?.has(node)) return;
      if (spoken && node.getAttribute('aria-hidden') === 'true') return;
      if (node.tagName === 'BR') { last = null; return; }
      const { gone, inline } = lookOf(node);
      if (gone) return;
      const nowLink = link || (node !== root && node.matches('a[href],button,[role=link],summary'));
      const nowHeading = heading || node.matches('h1,h2,h3,h4,h5,h6,[role=heading],legend');
      const put = (where) => {
        const words = styled ? generated(node, where) : '';
        if (words) visit({ words, parentElement: node }, inline ? block : node, nowLink, nowHeading);
      };
      put('::before');
      for (const child of childrenOf(node)) visit(child, inline ? block : node, nowLink, nowHeading);
      put('::after');
      if (!inline) last = null;
    };
    if ([...ancestors(root)].some(struck)) return [];
    visit(root, root, false, false);
    return found.filter((s) => WORD.test(s.text)).map(({ text, visible, heading, link, box: b }) => (
      { text: text.trim(), visible, heading, link, box: b }));
  };
  const plain = (el, text) => [{
    text: text.replace(/\s+/g, ' ').trim(), visible: false, heading: false, link: false,
    box: box(el.getBoundingClientRect(), el),
  }];

  const forget = () => { [clips, looks, spots] = [new Map(), new Map(), new Map()]; };
  return {
    fold, inner, parentOf, ancestors, within, closest, rootsOf, all, styleOf, rendered, seen, placed,
    box, clipped, reachable, pieces, plain, isState, know, forget,
  };
})();
