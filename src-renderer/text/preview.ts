import shortcodes from "markdown-it-emoji/lib/data/full.mjs";
import { withoutHidden } from "../features/markdown/hidden.ts";

/** Shortcodes such as `:rocket:` as the emoji they stand for. */
export const withEmoji = (text: string): string =>
  text.replace(/:([a-z0-9_+-]+):/g, (all, name: string) =>
    Object.hasOwn(shortcodes, name) ? (shortcodes[name] ?? all) : all,
  );

/**
 * The beginning of a message as plain text on one line: no markdown signs, no hidden characters that could turn the
 * line around, and emoji instead of their shortcodes.
 */
export const plainPreview = (text: string): string =>
  withEmoji(withoutHidden(text))
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, "$1")
    .replace(/```+\w*|[`]+/g, "")
    .replace(/(\*\*|__|~~)(?=\S)(.+?)\1/g, "$2")
    .replace(/^(?:#{1,6}|>|[-*+](?: \[[ xX]\])?|\d+\.)\s+/, "")
    .trim();
