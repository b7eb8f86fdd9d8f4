import { createStore } from "zustand/vanilla";

export interface SessionDialog {
  type: "rename" | "delete";
  sessionId: string;
}

export const dialogStore = createStore<{ dialog: SessionDialog | null }>()(() => ({ dialog: null }));

export const askToRename = (sessionId: string): void => dialogStore.setState({ dialog: { type: "rename", sessionId } });
export const askToDelete = (sessionId: string): void => dialogStore.setState({ dialog: { type: "delete", sessionId } });
export const endDialog = (): void => dialogStore.setState({ dialog: null });
