// What does this page show? Runs in an isolated world: the page's own scripts cannot reach it.
// Adds `survey(words, said)`, `row(ref)`, `part(ref)` and `silent(index)` to `withhold`, after
// sight.js. The shapes it returns are those of survey.py. Nothing here changes the page.
if (!globalThis.withhold.survey) Object.assign(globalThis.withhold, (() => {
  const {
    fold, inner, parentOf, ancestors, within, closest, rootsOf, all, rendered, seen, box,
    reachable, pieces, plain, isState, know, forget,
  } = withhold.sight;
  const DEPTH = 10; // how far up a row is looked for
  const BESIDE = 4; // how much further up a state word is looked for
  const ROW = 240; // pixels: what is higher is no row, but a part of a page
  const BUTTONS = 200;
  const MAIN = 'input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],[role=radio],' +
    '[role=menuitemcheckbox],[aria-pressed]';
  const DIALOGS = 'dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]';
  const POPS = '[role=status],[role=alert],[role=log],[role=tooltip],[role=menu],[role=listbox]';
  const BUSY = '[aria-busy="true"],[role="progressbar"]:not([aria-valuenow]),' +
    '[class*="skeleton" i],[class*="shimmer" i],[class*="spinner" i]';
  const CAPTCHA = /captcha|turnstile|arkose|cf-chl|challenge-platform|security challenge/i;

  const refs = new WeakMap();
  const elements = new Map();
  const logicals = new Map(); // ref of the outermost part -> its parts
  let next = 1;
  const refOf = (el) => {
    if (!refs.has(el)) { refs.set(el, next); elements.set(next, el); next += 1; }
    return refs.get(el);
  };

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
    return both.length > 1 && both.every((b) => isState(textOf(nameOf(b)))) ? holder : null;
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
  const drawnOn = (el) => { // a custom element is styled by its own mark, whatever its role says
    const mark = el.localName.includes('-') ? el.getAttribute('checked') : null;
    return mark === null || mark === 'false' ? null : true;
  };
  const marksOf = (el) => ({
    checked: el.tagName === 'INPUT' && (el.type === 'checkbox' || el.type === 'radio')
      ? (el.indeterminate ? null : el.checked) : drawnOn(el),
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
    const telling = (segments) => segments.filter((s) => !isState(s.text));
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
    const shown = all.filter((s) => own.has(place(s)) || isState(s.text));
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

  const survey = ({ state, busy }, said = []) => {
    const roots = rootsOf(document);
    know(state);
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
  return { survey, row, part, silent, known: { elements, logicals, rows, labelsOf } };
})());
