import { textHtml } from "./escape.ts";
import { createParser, mostNesting } from "./parser.ts";

const mostChars = 131_072;
const mostTokens = 8_000;

const md = createParser();
type Tokens = ReturnType<typeof md.parse>;

/** The parser leaves out what is nested too deep; nothing that was posted may be left out. */
const isTooDeep = (tokens: Tokens) =>
  tokens.some(
    (token) => (token.type === "blockquote_open" || token.type === "list_item_open") && token.level + 1 >= mostNesting,
  );

const isTooMuch = (tokens: Tokens) => {
  let count = tokens.length;
  for (const token of tokens) count += token.children?.length ?? 0;
  return count > mostTokens;
};

const plain = (text: string) => `<p class="md-plain" dir="auto">${textHtml(text)}</p>`;

/**
 * Markdown as HTML. Text that is nested absurdly deep or would make thousands of elements is shown as it was written.
 * The result goes through `sanitize` before it reaches the page.
 */
export const toHtml = (text: string): string => {
  if (text.length > mostChars) return plain(text);
  const env = {};
  const tokens = md.parse(text, env);
  // Only link definitions, say, would show nothing.
  if (tokens.length === 0 || isTooDeep(tokens) || isTooMuch(tokens)) return plain(text);
  return md.renderer.render(tokens, md.options, env);
};
