// What does this page show? Runs in an isolated world: the page's own scripts cannot reach it.
// Defines `withhold` with `survey(words, said)`, `row(ref)`, `part(ref)`, `silent(index)`; touch.js
// adds the rest. The shapes it returns are those of survey.py. Nothing here changes the page.
globalThis.withhold ??= (() => {
  const DEPTH = 10; // how far up a row is looked for
  const BESIDE = 4; // how much further up a state word is looked for
  const ROW = 240; // pixels: what is higher is no row, but a part of a page
  const TEXTS = 300; // segments of page text that are worth judging
  const BUTTONS = 200;
  const MAIN = 'input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],[role=radio],' +
    '[role=menuitemcheckbox],[aria-pressed]';
  const DIALOGS = 'dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]';
  const POPS = '[role=status],[role=alert],[role=log],[role=tooltip],[role=menu],[role=listbox]';
  const BUSY = '[aria-busy="true"],[role="progressbar"]:not([aria-valuenow]),' +
    '[class*="skeleton" i],[class*="shimmer" i],[class*="spinner" i]';
  const CAPTCHA = /captcha|turnstile|arkose|cf-chl|challenge-platform|security challenge/i;
  const MUTE = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'OPTION', 'TEXTAREA', 'HEAD']);

  const refs = new WeakMap();
  const elements = new Map();
  const logicals = new Map(); // ref of the outermost part -> its parts
  let next = 1;
  const refOf = (el) => {
    if (!refs.has(el)) { refs.set(el, next); elements.set(next, el); next += 1; }
    return refs.get(el);
  };

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
        const state = states.has(fold(text));
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

  let told = new Map(); // element -> what the accessibility tree said of it: see `listen`

  // --- names ---------------------------------------------------------------------------------------
  const labelsOf = (el) => {
    const own = el.labels ? [...el.labels] : [];
    if (own.length || !el.id) return own;
    return [...el.getRootNode().querySelectorAll('label')].filter((l) => l.htmlFor === el.id);
  };
  const givenName = (el) => { // by attributes and labels, whatever is inside
    const ids = el.getAttribute('aria-labelledby')?.split(/\s+/).filter(Boolean) ?? [];
    const named = ids.map((id) => el.getRootNode().getElementById?.(id)).filter(Boolean)
      .flatMap((by) => by.hasAttribute('aria-label') ? plain(by, by.getAttribute('aria-label'))
        : pieces(by, { spoken: true, limit: 20 }));
    if (named.length) return named;
    const given = el.getAttribute('aria-label')?.trim();
    if (given) return plain(el, given);
    const labels = labelsOf(el);
    if (labels.length) {
      const skip = new Set([el]);
      return labels.flatMap((label) => pieces(label, { spoken: true, skip, limit: 20 }));
    }
    return [];
  };
  const nameOf = (el) => {
    const given = givenName(el);
    if (given.length) return given;
    const heard = told.get(el)?.name ?? '';
    if (!['INPUT', 'SELECT', 'FIELDSET'].includes(el.tagName) &&
        !el.matches('[role=radiogroup],[role=group],dialog,[role=dialog],[role=alertdialog]')) {
      const own = pieces(el, { spoken: true, limit: 20 });
      const same = own.map((s) => s.text).join('').replace(/\s/g, '') === heard.replace(/\s/g, '');
      if (own.length && (same || !heard)) return own;
    }
    if (heard) return plain(el, heard);
    const title = el.getAttribute('title')?.trim();
    return title ? plain(el, title) : [];
  };
  const hostsOf = function* (el) { // the custom elements whose shadow it lies in
    for (let root = el.getRootNode(); root.host; root = root.host.getRootNode()) yield root.host;
  };
  const textOf = (segments) => segments.map((s) => s.text).join(' ').trim();

  // --- controls --------------------------------------------------------------------------------------
  const pairOf = (el) => { // pressed buttons side by side that say On and Off: one of them is chosen
    if (!el.hasAttribute('aria-pressed')) return null;
    const holder = closest(el, '[role=group],[role=radiogroup]') ?? parentOf(el);
    const both = holder ? [...holder.querySelectorAll('[aria-pressed]')] : [];
    return both.length > 1 && both.every((b) => states.has(fold(textOf(nameOf(b))))) ? holder : null;
  };
  // Custom elements may keep role and state to themselves (ElementInternals); only the browser's
  // own accessibility tree tells them. They are named here, and what it said is handed in.
  const OWN = 120; // pixels: what is higher is a part of a page
  let unsaid = [];
  const listen = (roots, answers) => {
    told = new Map();
    unsaid.forEach((el, index) => { if (answers[index]) told.set(el, answers[index]); });
    unsaid = roots.flatMap((root) => [...root.querySelectorAll(':defined')]).filter((el) =>
      el.localName.includes('-') && (el.tabIndex >= 0 || el.matches(':enabled,:disabled')) &&
      (!el.hasAttribute('role') || el.matches(MAIN) && !el.hasAttribute('aria-checked')) &&
      !el.querySelector(MAIN) && !el.shadowRoot?.querySelector(MAIN) && rendered(el) &&
      el.getBoundingClientRect().height <= OWN).slice(0, 60);
    return unsaid.filter((el) => told.has(el));
  };
  const kindOf = (el) => {
    const role = told.get(el)?.role ?? el.getAttribute('role');
    if (pairOf(el)) return 'radio';
    if (role === 'switch') return 'switch';
    if (role === 'radio' || (el.type === 'radio' && el.tagName === 'INPUT')) return 'radio';
    if (role === 'checkbox' || role === 'menuitemcheckbox') return 'checkbox';
    if (el.tagName === 'INPUT') return 'checkbox';
    return 'pressed';
  };
  const marksOf = (el) => ({
    checked: el.tagName === 'INPUT' && (el.type === 'checkbox' || el.type === 'radio')
      ? (el.indeterminate ? null : el.checked) : null,
    ariaChecked: el.getAttribute('aria-checked') ?? told.get(el)?.checked ?? null,
    ariaPressed: el.getAttribute('aria-pressed') ?? told.get(el)?.pressed ?? null,
  });
  const drawnNear = (el) => { // an invisible input has something drawn for it close by
    let at = el;
    for (let step = 0; step < 4 && at; step += 1) {
      const { width, height } = at.getBoundingClientRect();
      if (height > ROW) return false;
      if (width >= 2 && height >= 2 && seen(at) && reachable(at)) return true;
      at = parentOf(at);
    }
    return false;
  };
  const present = (el) => { // itself, its label or its nearest drawn parent is on screen
    if (rendered(el) && el.checkVisibility({ checkVisibilityCSS: true }) && drawnNear(el)) return true;
    if (labelsOf(el).some((l) => rendered(l) && seen(l) && reachable(l))) return true;
    const parent = parentOf(el);
    return el.tagName === 'INPUT' && !!parent && parent.matches(MAIN) && rendered(parent);
  };
  const hidden = (el) => closest(el, '[aria-hidden="true"]') !== null;
  const twinned = (el, others) => { // a hidden shadow of a control that stands beside it
    let at = el;
    for (let step = 0; step < 3 && at; step += 1) {
      at = parentOf(at);
      if (at && others.some((other) => within(other, at))) return true;
    }
    return false;
  };
  const gather = (roots, further) => {
    const found = [...new Set([...all(roots, MAIN), ...further])].filter(present);
    const open = found.filter((el) => !hidden(el));
    const kept = found.filter((el) => !hidden(el) || !twinned(el, open));
    const set = new Set(kept);
    const groups = new Map(); // outermost element -> its parts, outermost first
    for (const el of kept) {
      let top = el;
      for (const up of ancestors(el)) if (set.has(up)) top = up;
      if (!groups.has(top)) groups.set(top, []);
      groups.get(top).push(el);
    }
    logicals.clear();
    for (const [top, parts] of groups) logicals.set(refOf(top), parts);
    return groups;
  };
  const groupOf = (el) => pairOf(el) ?? closest(el, '[role=radiogroup],fieldset') ??
    (el.name && el.form ? el.form : parentOf(el) && parentOf(parentOf(el)));
  const groupKey = (el) => {
    if (kindOf(el) !== 'radio') return null;
    const holder = pairOf(el) ?? closest(el, '[role=radiogroup],fieldset');
    return `${holder ? refOf(holder) : ''}|${el.name ?? ''}`;
  };
  const groupName = (el, held) => {
    const holder = groupOf(el);
    if (!holder) return [];
    const legend = holder.tagName === 'FIELDSET' && holder.querySelector('legend');
    if (legend) return pieces(legend, { spoken: true, limit: 10 });
    const named = pairOf(el) ? givenName(holder) : nameOf(holder);
    if (named.length) return named;
    const skip = new Set([...holder.querySelectorAll('label')].filter((l) => l.control ||
      l.querySelector('input')));
    for (const button of holder.querySelectorAll('[aria-pressed]')) skip.add(button);
    for (let at = holder; at; at = parentOf(at)) {
      const words = pieces(at, { skip, limit: 10 }).filter((s) => s.visible);
      if (words.length) return words;
      if (at === at.ownerDocument.body || held.get(at)?.size > 1) break;
    }
    return [];
  };

  const holders = (tops) => { // element -> the controls below it, as groups; one walk for all
    const held = new Map();
    for (const top of tops) {
      const key = groupKey(top) ?? top;
      for (let at = top; at; at = parentOf(at)) {
        if (!held.has(at)) held.set(at, new Set());
        held.get(at).add(key);
      }
    }
    return held;
  };
  const rowOf = (top, held) => {
    const only = (node) => held.get(node).size === 1;
    const words = (node) => pieces(node, { limit: 40 });
    const telling = (segments) => segments.filter((s) => !states.has(fold(s.text)));
    let row = top;
    let segments = words(row);
    for (let step = 0; step < DEPTH && telling(segments).length === 0; step += 1) {
      const up = parentOf(row);
      if (!up || up === up.ownerDocument.body || !only(up)) break;
      row = up;
      segments = words(row);
    }
    const edge = box(top.getBoundingClientRect(), top);
    const under = (b) => edge.height > 0 && b.y >= edge.y + edge.height - 2 &&
      b.x < edge.x + edge.width && b.x + b.width > edge.x;
    const aside = (s) => s.link || under(s.box);
    const level = (s) => !s.link && s.box.y < edge.y + edge.height && s.box.y + s.box.height > edge.y;
    const linked = telling(segments).some((s) => s.link); // "Learn more" beside the switch
    let wider = row; // links and words below the control are no title: that may stand further up
    for (let step = 0; step < DEPTH && telling(segments).every(aside); step += 1) {
      const up = parentOf(wider);
      if (!up || up === up.ownerDocument.body || !only(up)) break;
      if (up.getBoundingClientRect().height > ROW) break;
      wider = up;
      if (telling(words(wider)).every(aside) || linked && !words(wider).some(level)) continue;
      row = wider;
      segments = words(row);
    }
    let around = row; // a state word may stand beside the words, or below them
    for (let step = 0; step < BESIDE; step += 1) {
      const up = parentOf(around);
      if (!up || up === up.ownerDocument.body || !only(up)) break;
      if (up.getBoundingClientRect().height > ROW) break;
      around = up;
    }
    const place = (s) => `${s.text}|${s.box.x}|${s.box.y}`;
    const own = new Set(segments.map(place));
    const all = words(around).filter((s) => s.visible);
    const shown = all.filter((s) => own.has(place(s)) || states.has(fold(s.text)));
    return [around, shown, all.filter((s) => !s.link).map((s) => s.text)];
  };
  const notes = (row, parts) => { // what a row says by pictures, titles and descriptions
    const told = [...row.querySelectorAll('img[alt],[role=img][aria-label]')]
      .map((el) => el.getAttribute('alt') ?? el.getAttribute('aria-label'));
    for (const part of parts) {
      told.push(part.getAttribute('title'), part.getAttribute('aria-description'));
      for (const id of part.getAttribute('aria-describedby')?.split(/\s+/).filter(Boolean) ?? []) {
        told.push(part.getRootNode().getElementById?.(id)?.textContent);
      }
    }
    return told.map((text) => text?.replace(/\s+/g, ' ').trim()).filter(Boolean);
  };
  const rows = new Map(); // ref -> the element that is its row

  const describe = (top, parts, context) => {
    const [row, segments, around] = rowOf(top, context.held);
    rows.set(refOf(top), row);
    const kinds = parts.map(kindOf);
    const body = [...parts, ...parts.flatMap(labelsOf)].find(rendered) ?? top;
    const dialog = context.dialogs.findIndex((d) => within(top, d));
    const hosts = parts.flatMap((part) => [...hostsOf(part)])
      .filter((host) => context.held.get(host)?.size === 1);
    const names = [...[top, ...parts].map(nameOf), ...hosts.map(givenName)];
    return {
      ref: refOf(top),
      kind: ['switch', 'radio', 'checkbox', 'pressed'].find((k) => kinds.includes(k)),
      name: names.find((name) => name.length) ?? [],
      row: segments.filter((s) => s.visible),
      marks: parts.map(marksOf),
      disabled: parts.some((el) => el.matches(':disabled') || told.get(el)?.disabled ||
        closest(el, '[aria-disabled="true"]')),
      busy: closest(top, '[aria-busy="true"]') !== null,
      dialog: dialog < 0 ? null : refOf(context.dialogs[dialog]),
      group: groupKey(parts[0]),
      groupName: kinds.includes('radio') ? groupName(parts.find((p) => kindOf(p) === 'radio'), context.held) : [],
      near: [...around, ...notes(row, parts)],
      box: box(body.getBoundingClientRect(), body),
    };
  };
  const plainButton = (el, context) => {
    const dialog = context.dialogs.findIndex((d) => within(el, d));
    logicals.set(refOf(el), [el]);
    rows.set(refOf(el), el);
    const name = nameOf(el);
    return {
      ref: refOf(el), kind: 'button', name, row: pieces(el, { limit: 10 }).filter((s) => s.visible),
      marks: [marksOf(el)], disabled: el.matches(':disabled,[aria-disabled="true"]'),
      busy: closest(el, '[aria-busy="true"]') !== null,
      dialog: dialog < 0 ? null : refOf(context.dialogs[dialog]), group: null, groupName: [],
      near: [], box: box(el.getBoundingClientRect(), el),
    };
  };

  const dialogsIn = (roots) => {
    const asking = all(roots, ':popover-open').filter((el) => !el.matches(POPS) &&
      el.querySelector('button,[role=button]')); // others only tell something, or offer a choice
    const open = [...new Set([...all(roots, DIALOGS), ...asking])].filter((el) => {
      const rect = el.getBoundingClientRect();
      return seen(el) && rect.width * rect.height > 100 || [...el.children].some((c) => {
        const r = c.getBoundingClientRect();
        return seen(c) && r.width * r.height > 100;
      });
    });
    return open.filter((el) => !open.some((other) => other !== el && within(el, other)));
  };
  const describeDialog = (el) => {
    const inside = [el, ...el.querySelectorAll('*')].flatMap((n) => (n.shadowRoot ? [n.shadowRoot] : []));
    const roots = [el, ...inside];
    const heading = all(roots, 'h1,h2,h3,h4,[role=heading]')[0];
    return {
      id: refOf(el),
      modal: el.matches(':modal,[aria-modal="true"],[role=alertdialog]') ||
        all(roots, '[aria-modal="true"]').length > 0,
      title: textOf(nameOf(el)) || (heading ? textOf(pieces(heading)) : ''),
      texts: pieces(el, { limit: 40 }).filter((s) => s.visible).map((s) => s.text),
      buttons: all(roots, 'button,[role=button]').filter(seen).slice(0, 20)
        .map((b) => ({ ref: refOf(b), name: textOf(nameOf(b)) })),
    };
  };

  const forget = () => { [clips, looks, spots] = [new Map(), new Map(), new Map()]; };
  const survey = ({ state, busy }, said = []) => {
    const roots = rootsOf(document);
    states = new Set(state);
    forget();
    const context = { dialogs: dialogsIn(roots) };
    const loading = new Set(busy);
    const groups = gather(roots, listen(roots, said));
    const tops = new Set(groups.keys());
    context.held = holders(tops);
    const candidates = [...groups].map(([top, parts]) => describe(top, parts, context));
    const folds = all(roots, '[role=tab],summary,button[aria-expanded],[role=button][aria-expanded]')
      .filter(seen);
    const buttons = all(roots, 'button,[role=button]').filter((el) => seen(el) &&
      !el.matches('[aria-pressed],[aria-expanded],[aria-haspopup],[role=switch],[role=checkbox],' +
        '[role=radio],[role=tab]') && !tops.has(el) && ![...ancestors(el)].some((up) => tops.has(up)));
    const texts = document.body ? pieces(document.body, { styled: false }) : [];
    const field = (selector) => all(roots, selector).some(seen);
    return {
      unsaid: unsaid.length,
      url: location.href,
      title: document.title,
      lang: document.documentElement?.lang ?? '',
      ready: document.readyState === 'complete',
      busy: all(roots, BUSY).some((el) => seen(el) && el.getBoundingClientRect().height > 0) ||
        texts.some((s) => s.visible && loading.has(fold(s.text))),
      password: field('input[type=password]'),
      userField: field('input[autocomplete~=username],input[type=email]'),
      texts: texts.filter((s) => s.visible),
      candidates: [...candidates,
        ...buttons.slice(0, BUTTONS).map((el) => plainButton(el, context))],
      dialogs: context.dialogs.map(describeDialog),
      disclosures: folds.slice(0, BUTTONS).map((el) => ({
        ref: refOf(el), name: textOf(nameOf(el)),
        expanded: el.getAttribute('aria-expanded') === 'true' || el.parentElement?.open === true ||
          el.getAttribute('aria-selected') === 'true',
      })),
      named: all(roots, 'button,[role=button],a[href],h1,h2,[role=heading]').filter(seen)
        .slice(0, BUTTONS).map((el) => ({ name: textOf(nameOf(el)), text: textOf(pieces(el)) })),
      frames: all(roots, 'iframe').filter((el) => seen(el) &&
        el.getBoundingClientRect().height > 40).flatMap((el) => {
        const own = [el.getAttribute('src'), el.title, el.name, el.id].join(' ');
        if (CAPTCHA.test(own)) return ['captcha'];
        try { return inner(el) ? [] : [new URL(el.src).host]; } catch { return []; }
      }),
      codeField: field('input[autocomplete~="one-time-code"]'),
    };
  };

  const row = (ref) => rows.get(ref) ?? elements.get(ref) ?? null;
  const part = (ref) => logicals.get(ref)?.at(-1) ?? elements.get(ref) ?? null;
  const silent = (index) => unsaid[index];
  const tree = {
    elements, logicals, rows, inner, styleOf, parentOf, within, closest, labelsOf, pieces, rendered,
    clipped, box, placed, forget,
  };
  return { survey, row, part, silent, tree };
})();
