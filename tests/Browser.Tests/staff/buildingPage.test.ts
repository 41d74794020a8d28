import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startBuildingPage } from "../../../src/CaseManager.Browser/staff/statistics/buildingPage.ts";

// What the page needs of a document, and nothing else.
class Details { open = false; }
class Input {
  readonly type: string;
  value = "";
  checked = false;
  defaultValue = "";
  defaultChecked = false;
  constructor(type = "text") { this.type = type; }
}
class Select {
  readonly options: { selected: boolean; defaultSelected: boolean }[];
  constructor(defaults: readonly boolean[]) {
    const shown = Math.max(0, defaults.indexOf(true));
    this.options = defaults.map((defaultSelected, place) => ({ selected: place === shown, defaultSelected }));
  }
  choose(chosen: number): void {
    for (const [place, option] of this.options.entries()) option.selected = place === chosen;
  }
}

const reload = vi.fn();
let ids: Set<string>;
let fields: (Details | Input | Select)[];
let page: { hidden: boolean; activeElement: unknown; hasRefusal: boolean };
let submitted: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  reload.mockReset();
  ids = new Set(["moving"]);
  fields = [];
  page = { hidden: false, activeElement: null, hasRefusal: false };
  submitted = () => {};
  vi.stubGlobal("HTMLDetailsElement", Details);
  vi.stubGlobal("HTMLInputElement", Input);
  vi.stubGlobal("HTMLSelectElement", Select);
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("document", {
    get hidden() { return page.hidden; },
    get activeElement() { return page.activeElement; },
    getElementById: (id: string) => (ids.has(id) ? {} : null),
    querySelector: (selector: string) => (selector === ".govuk-error-summary" && page.hasRefusal ? {} : null),
    querySelectorAll: () => fields,
    addEventListener: (name: string, listener: () => void) => { if (name === "submit") submitted = listener; },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function looksAfter(seconds: number): Promise<number> {
  await startBuildingPage();
  vi.advanceTimersByTime(seconds * 1000);
  return reload.mock.calls.length;
}

describe("the page of what is being built", () => {
  it("looks again every five seconds while something is on its way", async () => {
    expect(await looksAfter(4.9)).toBe(0);
    vi.advanceTimersByTime(200);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it("never looks again where nothing is on its way", async () => {
    ids.clear();
    expect(await looksAfter(3600)).toBe(0);
  });

  it("waits while nobody sees it", async () => {
    page.hidden = true;
    expect(await looksAfter(60)).toBe(0);
    page.hidden = false;
    vi.advanceTimersByTime(5000);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it("leaves a refusal to be read, and sends no form a second time", async () => {
    page.hasRefusal = true;
    expect(await looksAfter(3600)).toBe(0);
  });

  it("does not break off a click that is on its way, nor its second click", async () => {
    await startBuildingPage();
    vi.advanceTimersByTime(4000);
    submitted();
    submitted();
    vi.advanceTimersByTime(60_000);
    expect(reload).not.toHaveBeenCalled();
  });

  it.each([
    ["typed a period", () => Object.assign(new Input(), { value: "2025" })],
    ["chosen how much noise", () => Object.assign(new Input("radio"), { checked: true })],
    ["opened a part", () => Object.assign(new Details(), { open: true })],
    ["put the cursor into a field", () => (page.activeElement = new Input()) as Input],
    ["chosen a year where none was set", () => { const years = new Select([false, false]); years.choose(1); return years; }],
    ["chosen another year than was set", () => { const years = new Select([false, true]); years.choose(0); return years; }],
  ])("keeps what somebody has: %s", async (_, touched) => {
    fields = [new Input(), touched()];
    expect(await looksAfter(60)).toBe(0);
  });

  it("takes what the server filled in for untouched", async () => {
    fields = [
      Object.assign(new Input(), { value: "KR DE", defaultValue: "KR DE" }), Object.assign(new Input("radio"), { checked: true, defaultChecked: true }),
      new Input("radio"), new Select([false, false]), new Select([false, true]), new Details(),
    ];
    expect(await looksAfter(5)).toBe(1);
  });
});
