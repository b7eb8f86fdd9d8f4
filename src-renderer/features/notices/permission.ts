import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export type Permission = NotificationPermission | "unsupported";

const read = (): Permission => ("Notification" in window ? Notification.permission : "unsupported");

const permissionStore = createStore<{ permission: Permission }>()(() => ({ permission: read() }));

export const permission = (): Permission => permissionStore.getState().permission;
export const usePermission = (): Permission => useStore(permissionStore, (state) => state.permission);

/** Has the browser ask the person; to be called by a click only. */
export const askPermission = async (): Promise<void> => {
  if (permission() === "default") await Notification.requestPermission();
  permissionStore.setState({ permission: read() });
};

/** A phone's browser may say that it can, and refuse each one (Chrome on Android wants a service worker for it). */
export const cantShow = (): void => permissionStore.setState({ permission: "unsupported" });

const update = () => {
  if (permission() !== "unsupported") permissionStore.setState({ permission: read() });
};

/** Follows what the person changes in the browser's own settings; returns the way to stop. */
export const watchPermission = (): (() => void) => {
  const aim = new AbortController();
  navigator.permissions?.query({ name: "notifications" }).then(
    (status) => status.addEventListener("change", update, { signal: aim.signal }),
    // A browser that can't tell is asked again with each reload.
    () => {},
  );
  return () => aim.abort();
};
