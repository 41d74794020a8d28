// Leaves the page at once. Stands alone, so that it works whatever becomes of the other script.
const presses = 3;
const within = 5000; // milliseconds

const control = document.querySelector<HTMLAnchorElement>("[data-exit-to]");
const neutral = control?.dataset["exitTo"];

function leave(): void {
  if (neutral === undefined) return;
  document.dispatchEvent(new Event("leaving"));
  const cover = document.createElement("div");
  cover.className = "cm-cover";
  document.body.replaceChildren(cover);
  document.title = "";
  void fetch("/exit", { keepalive: true, redirect: "manual", cache: "no-store" }).catch(() => {});
  location.replace(neutral);
}

for (const link of document.querySelectorAll("[data-exit]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
}

let times: number[] = [];
addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    times = []; // She writes capital letters.
  } else if (!event.repeat) {
    const now = performance.now();
    times = [...times.filter((time) => now - time < within), now];
    if (times.length >= presses) leave();
  }
});

// A browser that kept the page in memory must not show it again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

export {};
