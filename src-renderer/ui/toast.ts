import { createStore } from "zustand/vanilla";
import { announce } from "./announce.ts";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "failed";
  action: { label: string; run: () => void } | null;
}

export const toastStore = createStore<{ toasts: readonly Toast[] }>()(() => ({ toasts: [] }));

const MOST = 2;
let lastId = 0;

export const dismissToast = (id: number): void =>
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

/** Says at the screen's edge what was done, with a way back where there is one. */
export const showToast = (
  text: string,
  { tone = "plain", action = null }: { tone?: Toast["tone"]; action?: Toast["action"] } = {},
): number => {
  lastId += 1;
  const id = lastId;
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts.slice(1 - MOST), { id, text, tone, action }] }));
  announce(action ? `${text} ${action.label} is possible.` : text);
  return id;
};
