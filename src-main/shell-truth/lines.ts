import { randomOf } from "../testing/random.ts";
import { allowed, forbidden, glue } from "./pieces.ts";

/** Lines of a shell, or nearly, that are always the same for the same seed. */
export function* randomLines(seed: number, count: number): Generator<string> {
  const random = randomOf(seed);
  const pick = (some: readonly string[]): string => some[Math.floor(random() * some.length)] ?? "";
  const piece = (): string => {
    const kind = random();
    if (kind < 0.2) return pick(forbidden);
    return kind < 0.42 ? pick(allowed) : pick(glue);
  };
  for (let made = 0; made < count; made += 1) {
    // Most begin like a line that would be allowed, since the others are hardly ever.
    let line = random() < 0.7 ? pick(allowed) : "";
    const pieces = 1 + Math.floor(random() * 7);
    for (let at = 0; at < pieces; at += 1) line += piece() + (random() < 0.35 ? " " : "");
    yield line;
  }
}
