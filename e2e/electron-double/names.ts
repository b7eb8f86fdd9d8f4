// What the desktop host takes from Electron, under Electron's names.
export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { clipboard } from "./clipboard.ts";
export { dialog, shell } from "./dialogs.ts";
export { globalShortcut } from "./global-shortcut.ts";
export { ipcMain } from "./ipc-main.ts";
export { Menu, MenuItem } from "./menu.ts";
export { nativeImage } from "./native-image.ts";
export { net } from "./net.ts";
export { Notification } from "./notification.ts";
export { powerMonitor, powerSaveBlocker } from "./power.ts";
export { autoUpdater, crashReporter, safeStorage } from "./rest.ts";
export { session } from "./session.ts";
export { nativeTheme, screen, systemPreferences } from "./surroundings.ts";
export { Tray } from "./tray.ts";
