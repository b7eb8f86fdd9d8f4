import { answerControl } from "./control.ts";
import { acts } from "./control-acts.ts";

// What the desktop host takes from Electron, under Electron's names.
export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { dialog, shell } from "./dialogs.ts";
export { ipcMain } from "./ipc-main.ts";
export { Menu } from "./menu.ts";
export { Notification } from "./notification.ts";
export { session } from "./session.ts";
export { nativeImage, nativeTheme, screen } from "./surroundings.ts";
export { Tray } from "./tray.ts";

answerControl(acts);
