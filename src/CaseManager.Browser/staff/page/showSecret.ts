/** Lets people read what they type into a field for a secret; hidden again as soon as the form is sent. */
export function offerToShowSecrets(): void {
  for (const toggle of document.querySelectorAll<HTMLButtonElement>("button[data-shows]")) offer(toggle);
}

function offer(toggle: HTMLButtonElement): void {
  const field = document.getElementById(toggle.dataset["shows"]!) as HTMLInputElement;
  const { show = "", hide = "" } = toggle.dataset;
  const set = (shown: boolean): void => {
    field.type = shown ? "text" : "password";
    toggle.textContent = shown ? hide : show;
    toggle.setAttribute("aria-pressed", String(shown));
  };
  toggle.addEventListener("click", () => {
    set(field.type === "password");
    field.focus();
  });
  field.form?.addEventListener("submit", () => set(false));
  toggle.hidden = false;
}
