import type { Node } from "web-tree-sitter";
import type { Mark } from "./shell-parser-tree.ts";

// The second opinion: what tree-sitter-bash makes of the same line. It recovers from everything, so what it is not sure
// of counts as not understood.

export interface Control {
  marks: Mark[];
  problems: string[];
}

/** All that the grammar has and that was looked at; what a later version adds is not understood. */
const known = new Set(
  `program list pipeline negated_command redirected_statement command command_name variable_assignment
  variable_assignments variable_name subscript array declaration_command unset_command test_command if_statement
  elif_clause else_clause while_statement for_statement c_style_for_statement do_group case_statement case_item
  compound_statement subshell function_definition word number string string_content raw_string ansi_c_string
  translated_string concatenation brace_expression extglob_pattern regex expansion simple_expansion
  special_variable_name command_substitution process_substitution arithmetic_expansion binary_expression
  unary_expression ternary_expression postfix_expression parenthesized_expression test_operator file_redirect
  file_descriptor heredoc_redirect heredoc_start heredoc_body heredoc_content heredoc_end herestring_redirect
  comment`.split(/\s+/),
);

/** Text in which blanks belong to no smaller part. */
const solid = new Set(["string", "translated_string", "heredoc_body", "expansion", "heredoc_redirect", "regex"]);

const markOf = (kind: "n" | "w" | "a" | "r", node: Node): Mark => `${kind}:${node.startIndex}-${node.endIndex}`;

const markCommand = (control: Control, node: Node): void => {
  // `time` is a word of the shell's own; this grammar takes it for a program.
  let isTimed = node.namedChildren.some((child) => child.type === "command_name" && child.text === "time");
  for (const child of node.namedChildren) {
    if (child.type === "command_name") {
      if (!isTimed) control.marks.push(markOf("n", child));
    } else if (child.type === "variable_assignment") control.marks.push(markOf("a", child));
    else if (child.type.endsWith("_redirect") || (isTimed && child.text === "-p")) continue;
    else {
      control.marks.push(markOf(isTimed ? "n" : "w", child));
      isTimed = false;
    }
  }
};

const markDeclaration = (control: Control, node: Node): void => {
  const [name, ...rest] = node.children;
  if (name) control.marks.push(markOf("n", name));
  for (const child of rest) if (child.isNamed) control.marks.push(markOf("w", child));
};

const markNode = (control: Control, node: Node): void => {
  switch (node.type) {
    case "command":
      return markCommand(control, node);
    case "declaration_command":
    case "unset_command":
      return markDeclaration(control, node);
    case "test_command": {
      const first = node.child(0);
      if (first?.type === "[") control.marks.push(markOf("n", first));
      return;
    }
    case "variable_assignment": {
      const above = node.parent?.type ?? "";
      if (!["command", "declaration_command"].includes(above)) control.marks.push(markOf("a", node));
      return;
    }
    case "file_redirect":
    case "herestring_redirect": {
      const target = node.namedChildren.at(-1);
      if (target) control.marks.push(markOf("r", target));
      return;
    }
    case "comment":
      // Whoever does not know comments would run what stands in one.
      if (!/^#[\w\s.,:/@=+#%-]*$/.test(node.text)) control.problems.push("a comment holds more than plain words");
      return;
    default:
  }
};

/** Between the parts that the parser took may be only blanks and continued lines. */
const checkGaps = (control: Control, node: Node, text: string): void => {
  let at = node.startIndex;
  for (const child of node.children) {
    if (!/^(?:[ \t\n]|\\\n)*$/.test(text.slice(at, child.startIndex))) {
      control.problems.push(`${text.slice(at, child.startIndex).trim()} was passed over`);
    }
    at = child.endIndex;
  }
  if (!/^(?:[ \t\n]|\\\n)*$/.test(text.slice(at, node.endIndex))) {
    control.problems.push(`${text.slice(at, node.endIndex).trim()} was passed over`);
  }
};

const visit = (control: Control, node: Node, text: string): void => {
  if (node.isError || node.isMissing) {
    control.problems.push(`can't be read at "${text.slice(node.startIndex, node.startIndex + 20)}"`);
  } else if (node.isNamed && !known.has(node.type)) {
    control.problems.push(`a part of the line (${node.type}) is not understood`);
  }
  markNode(control, node);
  if (node.childCount > 0 && !solid.has(node.type)) checkGaps(control, node, text);
  for (const child of node.children) visit(control, child, text);
};

/** Reads the whole of `text` from its tree. */
export const readControl = (root: Node, text: string): Control => {
  const control: Control = { marks: [], problems: [] };
  visit(control, root, text);
  if (root.hasError && control.problems.length === 0) control.problems.push("can't be read");
  if (text.slice(0, root.startIndex).trim() !== "" || text.slice(root.endIndex).trim() !== "") {
    control.problems.push("a part of the line was passed over");
  }
  return control;
};
