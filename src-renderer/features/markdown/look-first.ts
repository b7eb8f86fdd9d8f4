import { createStore } from "zustand/vanilla";
import { targetOf } from "./links.ts";

export interface LookedAt {
  href: string;
  /** What the link said. */
  text: string;
}

/** The link whose address a person looks at before it opens. */
export const lookStore = createStore<{ link: LookedAt | null }>()(() => ({ link: null }));

/** Shows where a link leads before it is opened. Addresses that are not on the allow-list do nothing. */
export const lookFirst = (href: string, text: string): void => {
  const { type } = targetOf(href);
  if (type === "web" || type === "mail") lookStore.setState({ link: { href, text } });
};

export const endLook = (): void => lookStore.setState({ link: null });
