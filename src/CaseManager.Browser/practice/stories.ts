import type { Body } from "../lib/sealing/body.ts";

/** A report that somebody might send, without what the browser adds by itself. */
export interface Story {
  /** Names the file that keeps its receipt, and the text of the practice page about it. */
  readonly name: string;
  readonly links: readonly string[];
  readonly fields: Omit<Body<"report">, "v" | "links" | "language" | "zone" | "at">;
}

/** An adult; a public post on Telegram and an invitation to a closed group. */
const publicPost: Story = {
  name: "public-post",
  links: ["https://t.me/practice_channel/1207", "https://t.me/+Qk3vT9sLxYw0NzE6"],
  fields: {
    about: "me",
    leftovers: "",
    story:
      "Someone I used to know put private pictures of me into a channel with many members. " +
      "A friend saw them yesterday and told me. I wrote to the person, and he only laughed. I want them gone before people at work see them.",
    where: "A channel on Telegram, and a closed group that it points to",
    since: "Three days",
    age: "adult",
    danger: "none",
    deadline: { date: "In ten days", why: "A new job begins" },
    name: "",
    contact: {
      channel: "phone", address: "+49 30 00000000", hours: "18 to 20", zone: "Europe/Berlin", voicemail: false,
      word: "library", never: "Never call in the morning; I do not live alone.",
    },
    consents: ["send-links", "statistics"],
  },
};

/** Not sure how old she was: referral, no notice. */
const unsureOfAge: Story = {
  name: "unsure-of-age",
  links: ["https://t.me/practice_archive/88?single"],
  fields: {
    about: "me",
    leftovers: "",
    story: "The pictures are old. I think I was seventeen, perhaps eighteen. Somebody threatens to send them to my family if I do not pay.",
    where: "Telegram",
    since: "Since last week",
    age: "unsure",
    danger: "threat",
    deadline: null,
    name: "",
    contact: null,
    consents: [],
  },
};

/** A bystander who found something on a web site. */
const bystander: Story = {
  name: "bystander",
  links: ["https://files.example.org/albums/4471?page=2", "https://files.example.org/albums/4472"],
  fields: {
    about: "found",
    leftovers: "the same person also has a second profile there, I did not look further",
    story: "I came across two albums. They look as if the women in them do not know about it. Names of towns stand in the titles.",
    where: "A site where people put albums",
    since: "",
    age: "unsaid",
    danger: "unsaid",
    deadline: null,
    name: "",
    contact: { channel: "mail", address: "bystander@example.org", hours: "", zone: "", voicemail: false, word: "", never: "" },
    consents: [],
  },
};

export const stories: readonly Story[] = [publicPost, unsureOfAge, bystander];
