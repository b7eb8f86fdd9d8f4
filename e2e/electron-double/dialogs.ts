import type { Dialog, Shell } from "electron";
import { tell } from "./control.ts";

export const dialog: Pick<Dialog, "showErrorBox"> = {
  showErrorBox: (title, content) => tell({ what: "error-box", title, content }),
};

export const shell: Pick<Shell, "openExternal"> = {
  openExternal: (url) => {
    tell({ what: "opened-outside", url });
    return Promise.resolve();
  },
};
