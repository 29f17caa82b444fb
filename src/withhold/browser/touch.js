// Where can a control of the survey be touched? Runs after survey.js, in the same isolated world.
// Adds `probe(ref)` and `focus(ref)` to `withhold`. `probe` scrolls and `focus` moves the focus;
// neither changes anything else.
globalThis.withhold.probe ??= (() => {
  const {
    inner, styleOf, parentOf, within, closest, pieces, rendered, clipped, box, placed, forget,
  } = withhold.sight;
  const { elements, logicals, rows, labelsOf } = withhold.known;
  const INTERACTIVE = 'a[href],button,input,select,textarea,summary,[role=button],[role=link],' +
    '[role=switch],[role=checkbox],[role=radio]';
  const KNOB = 120; // pixels: what is drawn for a control is small, what lies over a page is not
  const SURE = 3; // the control itself, or its label
  const LIKELY = 2; // what is drawn for it, or a part around it that takes clicks in its place
  const BEHIND = 1; // a part around it that covers it: the keyboard reaches it more surely

  const at = (x, y) => { // the deepest element at a point of the top viewport
    let [root, left, top, scale] = [document, 0, 0, 1];
    let hit = null;
    for (;;) {
      const el = root.elementFromPoint((x - left) / scale, (y - top) / scale);
      if (!el || el === hit) return hit;
      hit = el;
      if (el.shadowRoot) { root = el.shadowRoot; continue; }
      if (el.tagName !== 'IFRAME' || !inner(el)) return hit;
      const [dx, dy, times] = placed(el);
      left += dx * scale; top += dy * scale; scale *= times;
      root = inner(el);
    }
  };
  const drawn = (hit, part) => {
    let common = part;
    while (common && !within(hit, common)) common = parentOf(common);
    return !!common && common.getBoundingClientRect().height <= KNOB &&
      hit.getBoundingClientRect().height <= KNOB;
  };
  const belonging = (hit, parts, row) => { // how surely a click there reaches this control alone
    if (!hit) return 0;
    const own = (el) => parts.some((part) => within(part, el));
    const other = closest(hit, INTERACTIVE); // a link in a label, a help button in a row
    if (other && !own(other) && !parts.some((part) => part === other)) return 0;
    if (parts.some((part) => within(hit, part))) return SURE;
    if (parts.flatMap(labelsOf).some((label) => within(hit, label))) return SURE;
    if (!within(hit, row)) return 0;
    if (!own(hit)) return drawn(hit, parts[0]) ? LIKELY : 0;
    const lets = parts.some((part) => styleOf(part).pointerEvents === 'none');
    return lets || styleOf(hit).cursor === 'pointer' ? LIKELY : BEHIND;
  };
  const surfaces = function* (parts) { // boxes worth pressing, best first
    const whole = (el) => box(el.getBoundingClientRect(), el);
    for (const part of parts) {
      const rect = part.getBoundingClientRect();
      if (rect.width >= 4 && rect.height >= 4 && part.checkVisibility({ checkVisibilityCSS: true }) &&
          clipped(part, rect) >= 16) yield whole(part);
    }
    for (const label of parts.flatMap(labelsOf)) {
      const words = pieces(label, { limit: 5 }).find((s) => s.visible && !s.link);
      if (words) yield words.box;
      if (rendered(label)) yield whole(label);
    }
  };
  const points = function* ({ x, y, width, height }) { // the middle first, then towards the edges
    for (const [across, down] of [[0.5, 0.5], [0.15, 0.5], [0.85, 0.5], [0.15, 0.15], [0.85, 0.85]]) {
      yield [x + width * across, y + height * down];
    }
  };
  const best = (parts, row) => {
    let found = null;
    for (const surface of surfaces(parts)) {
      for (const [x, y] of points(surface)) {
        const rank = belonging(at(x, y), parts, row);
        if (!found || rank > found.rank) found = { x, y, rank };
        if (rank === SURE) return found;
      }
    }
    return found;
  };
  const bring = (row, parts) => { // into view: the row, and the control where the row is a long one
    const to = (el, block) => el.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
    const own = [...parts, ...parts.flatMap(labelsOf)].find((el) => rendered(el) &&
      clipped(el, el.getBoundingClientRect()) >= 0);
    if (!own || row.getBoundingClientRect().height < innerHeight * 0.8) to(row, 'center');
    if (own) to(own, 'center');
    forget(); // what was measured has moved
    const shown = rendered(row) ? row : parts[0];
    return box(shown.getBoundingClientRect(), shown);
  };
  const keyed = (parts) => parts.some((part) => part.tabIndex >= 0 && !part.matches(':disabled'));
  const probe = (ref) => {
    const el = elements.get(ref);
    if (!el?.isConnected) return null;
    const parts = logicals.get(ref) ?? [el];
    const row = rows.get(ref) ?? el;
    const region = bring(row, parts);
    const found = best(parts, row);
    if (found) {
      const keyboard = found.rank === BEHIND && keyed(parts);
      return { x: found.x, y: found.y, covered: !found.rank, keyboard, region };
    }
    const [x, y] = [region.x + region.width / 2, region.y + region.height / 2];
    const over = at(x, y);
    return { x, y, covered: !over || !within(over, row) && !within(row, over), keyboard: true, region };
  };
  withhold.focus = (ref) => {
    const parts = logicals.get(ref) ?? [elements.get(ref)];
    const part = parts.findLast((el) => el?.tabIndex >= 0) ?? parts.at(-1);
    part?.focus({ preventScroll: true });
    return !!part && part.getRootNode().activeElement === part;
  };
  return probe;
})();
