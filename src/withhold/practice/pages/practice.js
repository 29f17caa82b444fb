// A practice page's only script: shows where each switch stands, and acts as the scene says.
// Marks in the HTML: data-shows (how an element shows the state) and data-press (what turns it);
// both are taken away once read, so that the page looks like any other.
"use strict";

const config = JSON.parse(document.getElementById("practice-config").textContent);
const switches = [];

function* elementsOf(root) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* elementsOf(element.shadowRoot);
  }
}

function taken(element, mark) {
  const value = element.getAttribute(mark);
  element.removeAttribute(mark);
  return value;
}

// One way of showing the state; `token` is a word of data-shows.
function showBy(element, token, on) {
  const [kind, rest = ""] = token.split(/:(.*)/s);
  const [whenOn, whenOff] = rest.split("/");
  switch (kind) {
    case "checked": element.checked = config.contradict === "marks" ? !on : on; break;
    case "unchecked": element.checked = !on; break;
    case "aria-checked":
    case "aria-pressed": showAria(element, kind, on); break;
    case "word": element.textContent = word(config.contradict === "word" ? !on : on); break;
    case "class":
      if (whenOn) element.classList.toggle(whenOn, on);
      if (whenOff) element.classList.toggle(whenOff, !on);
      break;
    case "set": { // set:NAME=WHEN_ON/WHEN_OFF
      const [name, value] = whenOn.split("=");
      element.setAttribute(name, on ? value : whenOff);
      break;
    }
    case "has": element.toggleAttribute(rest, on); break;
    case "only": element.hidden = (rest === "on") !== on; break;
  }
}

function showAria(element, name, on) {
  if (config.contradict === "class") element.removeAttribute(name);
  else element.setAttribute(name, config.contradict === "mixed" ? "mixed" : String(on));
}

const word = (on) => (on ? config.words.on : config.words.off);

class Switch {
  constructor(row) {
    this.id = taken(row, "data-id");
    this.on = taken(row, "data-on") === "1";
    this.shows = [];
    for (const element of elementsOf(row)) this.take(element);
    this.show(this.on);
  }

  take(element) {
    const shows = taken(element, "data-shows");
    if (shows !== null) for (const token of shows.split(" ")) this.shows.push([element, token]);
    const press = taken(element, "data-press");
    if (press === null) return;
    const own = element.matches("input");
    element.addEventListener(own ? "change" : "click", (event) => {
      if (!event.composedPath()[0].matches("input")) event.preventDefault(); // no second click by a label
      this.press(element, press);
    });
    if (!own && !element.matches("button")) this.byKey(element, press);
  }

  byKey(element, press) {
    element.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      this.press(element, press);
    });
  }

  show(on) {
    this.on = on;
    for (const [element, token] of this.shows) showBy(element, token, on);
  }

  contradictByWord() {
    if (this.shows.some(([, token]) => token === "word") || !this.shows.length) return;
    const said = Object.assign(document.createElement("span"), { className: "word" });
    const [element] = this.shows[this.shows.length - 1];
    element.after(said);
    this.shows.push([said, "word"]);
    this.show(this.on);
  }

  async press(element, press) {
    if (element.disabled || element.getAttribute("aria-disabled") === "true") return;
    const before = this.on;
    this.show(press === "" ? !before : press === "on");
    if (config.forget) return;
    if (!(await agreed())) this.show(before);
    else if (config.debounce) this.saveSoon();
    else await this.save();
  }

  saveSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), config.debounce);
  }

  async save() {
    const change = { case: config.case, control: this.id, value: this.on ? "on" : "off" };
    const answer = await fetch(config.save, { method: "POST", body: JSON.stringify(change) });
    if (answer.ok && config.toast) document.body.append(copyOf("practice-toast"));
    if (answer.ok && config.rerender) await fillRows();
  }
}

const copyOf = (id) => document.getElementById(id).content.cloneNode(true);

async function agreed() {
  if (config.ask === "alert") return alert(config.words.off), false;
  if (config.ask === "confirm") return confirm(config.words.off);
  return config.ask ? askOnPage() : true;
}

function askOnPage() {
  document.body.append(copyOf("practice-dialog"));
  const veil = document.body.lastElementChild;
  return new Promise((resolve) => {
    veil.addEventListener("click", (event) => {
      if (!event.target.dataset.answer) return;
      veil.remove();
      resolve(event.target.dataset.answer === "yes");
    });
  });
}

function adopt() {
  switches.length = 0;
  for (const row of document.querySelectorAll("[data-id]")) switches.push(new Switch(row));
  if (config.contradict === "word") for (const one of ofInterest()) one.contradictByWord();
  if (config.flip) setInterval(flip, config.flip);
  if (config.correct) showWrongFirst();
}

const ofInterest = () => switches.filter((one) => !one.id.startsWith("neighbour"));

function flip() {
  for (const one of ofInterest()) one.show(!one.on);
}

function showWrongFirst() {
  for (const one of ofInterest()) one.show(!one.on);
  setTimeout(async () => {
    const real = await (await fetch(`/practice/state/${config.case}`)).json();
    for (const one of ofInterest()) one.show(real[one.id] === "on");
  }, config.correct);
}

function tick() {
  document.querySelector(".place").textContent = new Date().toLocaleTimeString();
}

async function fillRows() {
  const main = document.getElementById("practice-main") ?? document.querySelector(".rows");
  const answer = await fetch(`/practice/rows/${config.case}`);
  main.setHTMLUnsafe(await answer.text());
  main.removeAttribute("aria-busy");
  adopt();
}

adopt();
if (window.frameElement) window.frameElement.height = document.querySelector(".rows").offsetHeight;
if (config.hydrate) setTimeout(fillRows, config.hydrate);
if (config.poll) setInterval(() => fetch(`/practice/state/${config.case}`), config.poll);
if (config.tick) setInterval(tick, config.tick);
if (config.low) document.querySelector(".rows").style.marginTop = `${config.low}px`;
if (config.alert) setTimeout(() => alert(config.words.off), config.alert);
if (config.go) setTimeout(() => location.replace(config.go), config.after);
