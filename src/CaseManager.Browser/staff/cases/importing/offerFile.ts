/** Lets a link save a text as a file, made in the browser. What it offered before is forgotten. */
export function offerFile(link: HTMLAnchorElement, name: string, text: string): void {
  if (link.href !== "") URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.hidden = false;
}
