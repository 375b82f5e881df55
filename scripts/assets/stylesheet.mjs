// Turns Material for MkDocs' style sheets and our own into the one style sheet of a notice: only
// rules that its pages use.

import postcss from "postcss";
import { PurgeCSS } from "purgecss";

// Elements that Markdown writes and no template names.
const MARKDOWN_OUTPUT = `html body h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody
  tr th td blockquote code pre hr strong em a abbr small mark img br md-typeset admonition
  admonition-title`.split(/\s+/);

// Selectors that can never match, or that do harm without Material's script or icons.
const LEFT_OUT = [
  // Color schemes and switches that Material's script sets; our notice.css follows the system.
  /\[data-md-/,
  /\[dir=rtl\]/, // one rule serves both directions (see `eitherWay`)
  /\b(summary|details)\b/, // hides the browser's own arrow in favor of an icon
  /\.footnote-backref/, // invisible without its icon
  /\[role=columnheader\]/, // tables that a script sorts
  // A color and an icon for each kind of box; our notice.css gives all the same look.
  /\.admonition/,
  /-webkit-scrollbar/, // cosmetic only
  /:target/, // leaves room for a header that stays in view
  /table:not\(\[class\]\)/, // our notice.css gives all tables one look
  /:not\(\[hidden\]\)/, // keeps lists beside floats, and there are none
];

// Declarations that do nothing here, or only for looks on few systems.
const IDLE_NAMES = [
  "-webkit-font-smoothing", "-moz-osx-font-smoothing", "-webkit-tap-highlight-color",
  "font-feature-settings", "font-variant-ligatures", "touch-action", "scrollbar-.*",
  "(-webkit-)?box-decoration-break", "(-webkit-print-)?color-adjust", "outline-(color|offset)",
];
const IDLE = new RegExp(`^(${IDLE_NAMES.join("|")})$`);

// Material's colors, and ours in their place.
const COLORS = {
  "--md-default-fg-color": "--ink",
  "--md-default-fg-color--light": "--soft",
  "--md-default-fg-color--lighter": "--soft",
  "--md-default-fg-color--lightest": "--line",
  "--md-default-bg-color": "--paper",
  "--md-typeset-color": "--ink",
  "--md-typeset-a-color": "--link",
  "--md-accent-fg-color": "--link",
  "--md-code-bg-color": "--tint",
  "--md-code-fg-color": "--ink",
};

// What a shorthand sets besides the properties that begin with its name.
const SET_BY_SHORTHAND = { font: ["line-height"] };

/** Tags and template code, where names of classes are. Text between tags and comments has none. */
const MARKUP = /<!--.*?-->|\{#.*?#\}|<(?:\{[{%].*?[%}]\}|[^>])*>|\{[{%].*?[%}]\}/gs;
const COMMENT = /^(<!--|\{#)/;
const NAME = /[A-Za-z0-9_-]+/g;

/** `material` and `own`: CSS; `templates`: the text of our Jinja templates. */
export async function stylesheetOf({ material, own, templates }) {
  const kept = await purge(withoutScriptAndIcons(material), templates);
  return withoutUnusedVariables(withoutOverruled(kept, own), own) + own;
}

/**
 * Our own rules come last: of two for the same selector, ours is the one that counts, everywhere
 * unless it has a condition.
 */
function withoutOverruled(css, own) {
  const ours = new Map();
  postcss.parse(own).walkRules((rule) => {
    if (rule.parent.type !== "root") return;
    for (const selector of rule.selectors) {
      const set = rule.nodes.map((node) => node.prop).filter(Boolean);
      ours.set(selector, [...(ours.get(selector) || []), ...set]);
    }
  });
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    const isOurs = (selector, prop) =>
      (ours.get(selector) || []).some((shorthand) => sets(shorthand, prop));
    const overruled = ({ prop, important }) =>
      !important && rule.selectors.every((selector) => isOurs(selector, prop));
    rule.nodes
      .filter((node) => node.type === "decl" && overruled(node))
      .forEach((node) => node.remove());
  });
  return withoutEmptyRules(root).toString();
}

function sets(shorthand, prop) {
  if (shorthand === prop) return true;
  const others = SET_BY_SHORTHAND[shorthand] || [];
  const isRadius = shorthand === "border" && prop.endsWith("-radius");
  return others.includes(prop) || (prop.startsWith(`${shorthand}-`) && !isRadius);
}

function withoutEmptyRules(root) {
  root.walkRules((rule) => rule.nodes.length || rule.remove());
  root.walkAtRules((rule) => rule.nodes && !rule.nodes.length && rule.remove());
  return root;
}

function withoutScriptAndIcons(css) {
  const root = postcss.parse(css);
  root.walkComments((comment) => comment.remove());
  root.walkAtRules(/^(font-face|charset)$/, (rule) => rule.remove());
  root.walkRules(keepUsefulSelectors);
  // Icons are pictures in `data:` addresses, which our content security policy refuses. Without its
  // icon, the rule that paints it would leave a colored square.
  root.walkDecls(/mask-image$/, (declaration) => declaration.parent.remove());
  root.walkDecls((declaration) => declaration.value.includes("url(") && declaration.remove());
  // Material takes the focus ring away and its script puts it back; there is no script here.
  root.walkDecls("outline", (declaration) => declaration.value === "none" && declaration.remove());
  // No transitions: halfway between two color schemes, text has too little contrast.
  root.walkDecls(/^transition/, (declaration) => declaration.remove());
  root.walkDecls(/^[^-]/, inOurColors);
  root.walkDecls(IDLE, (declaration) => declaration.remove());
  root.walkDecls(eitherWay);
  return withoutEmptyRules(root).toString();
}

function inOurColors(declaration) {
  const named = /(?<=var\()--md-[\w-]+/g;
  declaration.value = declaration.value.replace(named, (name) => COLORS[name] || name);
}

/**
 * Left and right become the beginning and the end of a line, so that one rule serves writing from
 * right to left as well.
 */
function eitherWay(declaration) {
  const SIDES = { left: "start", right: "end" };
  const ROWS = { top: "start", bottom: "end" };
  const WORD = /^(left|right)$/;
  const { prop, value } = declaration;
  declaration.prop = prop
    .replace(/^(margin|padding|border)-(left|right)/, (_, what, side) => {
      return `${what}-inline-${SIDES[side]}`;
    })
    .replace(/^border-(top|bottom)-(left|right)-radius$/, (_, row, side) => {
      return `border-${ROWS[row]}-${SIDES[side]}-radius`;
    })
    .replace(/^(left|right)$/, (side) => `inset-inline-${SIDES[side]}`);
  if (prop === "text-align") declaration.value = value.replace(WORD, (side) => SIDES[side]);
  if (prop === "float") declaration.value = value.replace(WORD, (side) => `inline-${SIDES[side]}`);
}

function keepUsefulSelectors(rule) {
  const isUseful = (selector) => !LEFT_OUT.some((pattern) => pattern.test(selector));
  const useful = rule.selectors.filter(isUseful);
  if (useful.length) rule.selectors = useful.map(simplified);
  else rule.remove();
}

/**
 * `.focus-visible` is a class that Material's script sets; browsers now have the pseudo-class
 * `:focus-visible`. One rule
 * serves both directions, and `[dir=ltr]` would only let Material's margins win over our own rules.
 */
function simplified(selector) {
  return selector.replaceAll(".focus-visible", ":focus-visible").replaceAll("[dir=ltr] ", "");
}

async function purge(css, templates) {
  const [result] = await new PurgeCSS().purge({
    css: [{ raw: css }],
    content: [{ raw: templates.join("\n"), extension: "html" }],
    defaultExtractor: namesIn,
    safelist: MARKDOWN_OUTPUT,
    keyframes: true,
  });
  return result.css;
}

function namesIn(template) {
  const markup = (template.match(MARKUP) || []).filter((part) => !COMMENT.test(part));
  return markup.flatMap((part) => part.match(NAME) || []);
}

/**
 * Material declares hundreds of variables for parts that are gone. One may be used only by another,
 * hence the loop.
 */
function withoutUnusedVariables(css, own) {
  const root = postcss.parse(css);
  for (let removed = -1; removed !== 0; ) {
    removed = 0;
    const used = new Set(`${root}${own}`.match(/(?<=var\(\s*)--[\w-]+/g));
    root.walkDecls(/^--/, (declaration) => {
      if (used.has(declaration.prop)) return;
      declaration.remove();
      removed += 1;
    });
  }
  return withoutEmptyRules(root).toString();
}
