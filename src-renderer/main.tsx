import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { startAll } from "./app/start.ts";
import { startTheme } from "./app/theme.ts";
import { followLook } from "./state/look.ts";

startTheme();
followLook();
startAll();

const root = document.querySelector("#root");
if (!root) throw new Error("The page has no place for the screen");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
