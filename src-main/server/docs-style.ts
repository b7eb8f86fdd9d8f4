/** The look of the page that explains the interface. */
export const docsStyle = `:root{color-scheme:light dark}
body{font:15px/1.55 system-ui,sans-serif;margin:0}
main{max-width:860px;margin:0 auto;padding:32px 20px 80px}
h1{font-size:24px}h2{margin-top:40px;font-size:18px}h3{font-size:14px;margin:24px 0 4px}
h3 b{display:inline-block;min-width:58px}
code,pre{font:12.5px/1.5 ui-monospace,Menlo,monospace}
pre{overflow:auto;padding:12px;border:1px solid #8884;border-radius:8px;max-height:420px}
section p{margin:2px 0 6px}summary{cursor:pointer}
table{border-collapse:collapse}td,th{text-align:left;padding:4px 16px 4px 0;border-bottom:1px solid #8884}`;
