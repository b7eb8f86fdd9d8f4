import { tasklist } from "@mdit/plugin-tasklist";
import MarkdownIt from "markdown-it";
import { full as emoji } from "markdown-it-emoji";
import { codeBlock } from "./code.ts";
import { escapeHtml, textHtml } from "./escape.ts";
import { shownPath, targetOf } from "./links.ts";

type Token = ReturnType<MarkdownIt["parse"]>[number];

/** Quotes and lists nested deeper than this are not read as such. */
export const mostNesting = 24;

const attribute = (token: Token | undefined, name: string): string => token?.attrGet(name) ?? "";

const deadEnd = (path: string, words: string) =>
  `<span class="md-path" title="${escapeHtml(shownPath(path))}">${words}</span>`;

const linkOpen = (token: Token | undefined): string => {
  const target = targetOf(attribute(token, "href"));
  if (target.type === "web" || target.type === "mail")
    return `<a href="${escapeHtml(target.href)}" rel="noopener noreferrer" target="_blank">`;
  return target.type === "path" ? `<span class="md-path" title="${escapeHtml(shownPath(target.path))}">` : "<span>";
};

const linkClose = (tokens: Token[], at: number): string => {
  for (let i = at - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token?.type !== "link_open" || token.level !== tokens[at]?.level) continue;
    const { type } = targetOf(attribute(token, "href"));
    return type === "web" || type === "mail" ? "</a>" : "</span>";
  }
  return "</span>";
};

const image = (token: Token): string => {
  const target = targetOf(attribute(token, "src"));
  const alt = token.content.trim();
  const words = (where: string) => textHtml(`image: ${alt === "" ? "" : `${alt} `}(${where})`);
  if (target.type === "web")
    return `<a class="md-image" href="${escapeHtml(target.href)}" rel="noopener noreferrer" target="_blank">${words(target.url.host)}</a>`;
  return target.type === "path" ? deadEnd(target.path, words(shownPath(target.path))) : words("not shown");
};

const alignment: Readonly<Record<string, string>> = {
  "text-align:center": "md-center",
  "text-align:right": "md-right",
  "text-align:left": "md-left",
};

const cell = (tag: "th" | "td") => (tokens: Token[], at: number) => {
  const side = alignment[attribute(tokens[at], "style")];
  return `<${tag} dir="auto"${side === undefined ? "" : ` class="${side}"`}>`;
};

const addRules = (md: MarkdownIt): void => {
  const { rules } = md.renderer;
  rules.text = (tokens, at) => textHtml(tokens[at]?.content ?? "");
  rules.code_inline = (tokens, at) => `<code>${textHtml(tokens[at]?.content ?? "")}</code>`;
  rules.fence = (tokens, at) => codeBlock(tokens[at]?.content ?? "", tokens[at]?.info ?? "");
  rules.code_block = (tokens, at) => codeBlock(tokens[at]?.content ?? "", "");
  rules.emoji = (tokens, at) => escapeHtml(tokens[at]?.content ?? "");
  rules.link_open = (tokens, at) => linkOpen(tokens[at]);
  rules.link_close = (tokens, at) => linkClose(tokens, at);
  rules.image = (tokens, at) => (tokens[at] === undefined ? "" : image(tokens[at]));
  rules.table_open = () => `<div class="md-table"><table>`;
  rules.table_close = () => "</table></div>";
  rules.th_open = cell("th");
  rules.td_open = cell("td");
  rules.heading_open = (tokens, at) => `<h2 class="md-${tokens[at]?.tag ?? "h2"}" dir="auto">`;
  rules.heading_close = () => "</h2>";
  rules.checkbox_input = (tokens, at) => {
    const isDone = tokens[at]?.attrGet("checked") !== null;
    return `<span class="md-box${isDone ? " md-done" : ""}" role="img" aria-label="${isDone ? "done" : "open"}"></span>`;
  };
};

const directed = new Set([
  "paragraph_open",
  "blockquote_open",
  "bullet_list_open",
  "ordered_list_open",
  "list_item_open",
]);

/** The markdown parser: its output holds no tag, attribute or address that it was not told to write here. */
export const createParser = (): MarkdownIt => {
  const md = new MarkdownIt({ html: false, linkify: true, breaks: true });
  // The types leave this option out.
  md.set({ maxNesting: mostNesting } as object);
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  // The types leave out that null takes a scheme away.
  md.linkify.add("ftp:", null as never).add("//", null as never);
  md.validateLink = (href) => targetOf(href).type !== "dead";
  // A link shows what was written, not a decoded form of it that could look like another host.
  md.normalizeLinkText = (text) => text;
  md.use(emoji, { shortcuts: {} }).use(tasklist, { label: false, containerClass: "md-tasks", itemClass: "md-task" });
  md.core.ruler.push("direction", (state) => {
    for (const token of state.tokens) if (directed.has(token.type)) token.attrSet("dir", "auto");
  });
  addRules(md);
  return md;
};
