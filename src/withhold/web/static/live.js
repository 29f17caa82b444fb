// Keeps an open page fresh, and the dashboard open while a page is. Nothing needs it: every page
// works without a script, by loading it again.
"use strict";

const EVERY = 60000; // milliseconds between two signs of life
const OFTEN = 1000; // and between two looks at something that takes a moment

function renew(fresh) {
  for (const own of document.querySelectorAll("[data-renew]")) {
    const other = fresh.getElementById(own.id);
    if (other && other.innerHTML !== own.innerHTML) {
      own.replaceChildren(...other.childNodes);
    } else if (!other) {
      own.replaceChildren();
    }
  }
  document.title = fresh.title;
}

async function reload() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

function follow(address) {
  const source = new EventSource(address);
  let asked = Promise.resolve();
  const ask = () => { asked = asked.then(reload).catch(() => {}); };
  source.addEventListener("message", ask);
  source.addEventListener("end", () => { source.close(); ask(); });
}

// Where no stream tells of it, the page is asked for again as long as it says that it is not done.
function ask() {
  if (document.querySelector('[data-live=""]')) setTimeout(() => reload().finally(ask), OFTEN);
}

const live = document.querySelector("[data-live]");
if (live && live.dataset.live) follow(live.dataset.live);
else ask();

setInterval(() => { fetch("/alive").catch(() => {}); }, EVERY);

// Copies a text to the clipboard; the button is there only where that can be done.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      navigator.clipboard.writeText(text.value).then(() => {
        document.querySelector("[data-copied]").hidden = false;
      }, () => {}); // refused: the text is marked all the same
    });
  }
}
