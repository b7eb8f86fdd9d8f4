import { announce } from "../../ui/announce.ts";
import type { KeyGroup } from "../keys/registry.ts";
import { useKey } from "../keys/use-key.ts";
import { createSettling } from "./settling.ts";

type Act = "allow" | "deny";

/** The focus goes on to the next card by itself: the key pressed twice in a row does not allow that one unseen. */
const presses = createSettling(() => performance.now());

/** The button of the card in focus, as it is drawn now: what it says is what its key does. */
const buttonAtFocus = (act: Act): HTMLButtonElement | null =>
  document.activeElement
    ?.closest("[data-seq], [data-card]")
    ?.querySelector<HTMLButtonElement>(`[data-approval] [data-act="${act}"]`) ?? null;

/** `A` and `D` press the buttons of the card in focus; without one they lead to it first and decide nothing. */
export const useApprovalKeys = (open: readonly unknown[], group: KeyGroup, toNext: () => boolean): void => {
  const press = (act: Act, words: string) => () => {
    const button = buttonAtFocus(act);
    if (button && act === "allow" && !presses.isSettled()) return;
    if (button) {
      if (act === "allow") presses.moved();
      button.click();
    } else if (document.activeElement?.closest("[data-seq], [data-card]")?.querySelector('[data-act="again"]'))
      announce("It is asked about once more: choose one of the buttons.");
    else if (toNext()) announce(`Look at it, then press the key again to ${words} it.`);
  };
  const when = () => open.length > 0;
  useKey("a", "Allow the approval in focus", press("allow", "allow"), { group, when });
  useKey("d", "Deny the approval in focus", press("deny", "deny"), { group, when });
};
