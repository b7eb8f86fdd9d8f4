import type { Delivery, Entry } from "./entry.ts";
import type { Outbox } from "./outbox.ts";

const wordsFor = (count: number) =>
  `Muster kept no more room while the hub was away: ${count} older status ${count === 1 ? "line" : "lines"} of this machine ` +
  `${count === 1 ? "is" : "are"} missing.`;

const withWords = (delivery: Delivery, words: string): Delivery | undefined => {
  const below = (text: string) => `${text}\n\n${words}`;
  if (delivery.call === "postMessage") {
    return { ...delivery, body: { ...delivery.body, text: below(delivery.body.text) } };
  }
  if (delivery.call !== "act" || delivery.body.event === "test") return undefined;
  const { post } = delivery.body;
  const told = post ? { ...post, text: below(post.text) } : { text: words, level: "warning" as const };
  return { ...delivery, body: { ...delivery.body, post: told } };
};

/**
 * Has the next delivery that can carry words say once how many others were thrown away. It is written down before it is sent,
 * so that a repeat is the same.
 */
export const sayDropped = (outbox: Outbox, name: string, entry: Entry): Delivery => {
  const count = outbox.dropped();
  const changed = count === 0 ? undefined : withWords(entry.delivery, wordsFor(count));
  if (changed === undefined) return entry.delivery;
  outbox.replace(name, { ...entry, delivery: changed });
  outbox.forgetDropped();
  return changed;
};
