// Keeps an open page fresh, and the dashboard open while a page is. Nothing needs it: every page
// works without a script, by loading it again.
"use strict";

const EVERY = 60000; // milliseconds between two signs of life

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

const live = document.querySelector("[data-live]");
if (live) follow(live.dataset.live);

setInterval(() => { fetch("/alive").catch(() => {}); }, EVERY);
