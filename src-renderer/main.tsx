import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { startTheme } from "./app/theme.ts";
import { followLook } from "./state/look.ts";

startTheme();
followLook();

const root = document.querySelector("#root");
if (!root) throw new Error("The page has no place for the screen");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
