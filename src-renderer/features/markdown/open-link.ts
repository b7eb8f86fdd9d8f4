/** Opens an address outside of this page: in the person's browser, or in a new tab that can't reach back. */
export const openLink = async (href: string): Promise<void> => {
  if (window.muster && /^https?:/i.test(href)) await window.muster.openExternal(href);
  else window.open(href, "_blank", "noopener,noreferrer");
};
