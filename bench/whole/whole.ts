import type { MessagePage } from "#contract/message.ts";

// The reference of the first paint: a page that reads a discussion whole, by the same door as the screen, and puts all of
// it into the document as plain text. `whole.html#<session>@<newest>` says which and how much.

const PAGE = 200;
/** As many requests as a browser has open to one server. */
const LANES = 6;

const [sessionId = "", newest = "0"] = location.hash.slice(1).split("@");
const pages: MessagePage["items"][] = [];
const count = Math.ceil(Number(newest) / PAGE);
let next = 0;

const read = async () => {
  while (next < count) {
    const number = next;
    next += 1;
    const answer = await fetch(`/v1/people/sessions/${sessionId}/messages?limit=${PAGE}&after=${number * PAGE}`);
    if (!answer.ok) throw new Error(`page ${number} was answered with ${answer.status}`);
    pages[number] = ((await answer.json()) as MessagePage).items;
  }
};

const show = () => {
  const rows = document.createDocumentFragment();
  for (const { seq, text } of pages.flat()) {
    const row = document.createElement("div");
    row.dataset["seq"] = String(seq);
    row.textContent = text;
    rows.append(row);
  }
  document.body.append(rows);
  document.body.lastElementChild?.scrollIntoView();
};

await Promise.all(Array.from({ length: LANES }, read));
performance.mark("read");
show();
