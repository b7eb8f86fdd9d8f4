import DOMPurify from "dompurify";

// The second wall: even if the parser wrote something that it should not, only this reaches the page.
const tags = "p br hr h2 blockquote ul ol li pre code div span button a em strong s table thead tbody tr th td".split(
  " ",
);
const attributes = "class dir href rel target title role aria-label type start data-act".split(" ");

const purifier = typeof window === "undefined" ? null : DOMPurify(window);

purifier?.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName === "A") {
    node.setAttribute("target", "_blank");
    node.setAttribute("rel", "noopener noreferrer");
  }
  if (node.tagName === "BUTTON") node.setAttribute("type", "button");
});

/** Drops every element and attribute that is not on the list, and every address but http, https and mailto. */
export const sanitize = (html: string): string => {
  if (purifier === null) throw new Error("There is no page to sanitise for.");
  return purifier.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    // All but addresses: their values are not compared with what an address may be.
    ADD_URI_SAFE_ATTR: attributes.filter((name) => name !== "href"),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
  });
};
