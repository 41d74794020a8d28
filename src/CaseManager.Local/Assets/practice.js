// Keeps the codes current without reloading the page, and shows what was still being made as soon as it is there.
const left = document.getElementById("left");
const waiting = document.querySelector("[data-waiting]");

async function refresh() {
  const { codes, secondsLeft } = await (await fetch("/codes")).json();
  document.querySelectorAll("[data-code]").forEach((place, i) => { place.textContent = codes[i]; });
  count(secondsLeft);
}

function count(seconds) {
  if (left) left.textContent = left.dataset.text.replace("{0}", seconds);
  setTimeout(() => (seconds > 1 ? count(seconds - 1) : refresh()), 1000);
}

if (waiting) setTimeout(() => location.reload(), 2000);
if (left) refresh();
