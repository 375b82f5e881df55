// Builds overrides/assets/ from the sources in this folder: a script, a style sheet, their licenses
// and a manifest.
//
// Run by `npm run assets`. The results are committed, so that building a site needs Python alone;
// the manifest lets tests/integration/test_assets_fresh.py find them stale.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

import { stylesheetOf } from "./stylesheet.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const SOURCES = "scripts/assets";
const TEMPLATES = "overrides";
const OUTPUT = "overrides/assets";
const COMMAND = "npm run assets";
const BANNER = `/* Made by "${COMMAND}". The licences of what it contains: licences.txt */`;

// Browsers of the last five years or so; older ones get the outline of all pages in place of the
// search.
const SCRIPT_TARGET = "es2019";
// The stemmer for Spanish names its cursor in every other line; the others are private to a
// package, or to the search.
const SHORTENED = [
  "cursor", "_[a-z]+", "vocabulary", "families", "fieldWeights", "synonyms", "firsts", "phrases",
  "covered", "singles", "stopWords", "compounds", "isFound", "isMarked", "heading", "weight",
  "nearness", "joined", "meant", "stems",
];
const STYLE_TARGET = ["chrome100", "firefox100", "safari15"];

// Code that a package copied from elsewhere without naming it in its own license.
const TAKEN_FROM = {
  "@orama/stemmers":
    "The Spanish stemmer was made by the Snowball compiler: " +
    "Copyright (c) 2001 Dr Martin Porter,\n" +
    "(c) 2004, 2005 Richard Boulton, (c) 2013 Yoshiki Shibukawa; BSD-3-Clause, " +
    "https://snowballstem.org/license.html",
};

// Prints where Material is installed, without importing it.
const FIND_MATERIAL = `
import json
from importlib.metadata import distribution
found = distribution("mkdocs-material")
sheets = [str(found.locate_file(f)) for f in found.files if f.match("assets/stylesheets/*.min.css")]
licence = next(f for f in found.files if f.match("licenses/LICENSE"))
print(json.dumps({"version": found.version, "sheets": sorted(sheets),
                  "licence": found.metadata["License-Expression"],
                  "licenceText": licence.read_text()}))
`;

async function main() {
  const material = findMaterial();
  const script = await bundle();
  const shipped = [materialPackage(material), ...script.packages.map(npmPackage)];
  const outputs = {
    [`${OUTPUT}/search.js`]: script.code,
    [`${OUTPUT}/notice.css`]: await style(material.sheets),
    [`${OUTPUT}/licences.txt`]: shipped.map(licenceOf).join("\n"),
  };
  mkdirSync(join(ROOT, OUTPUT), { recursive: true });
  for (const [path, content] of Object.entries(outputs)) writeFileSync(join(ROOT, path), content);
  writeFileSync(join(ROOT, OUTPUT, "manifest.json"), manifest(outputs, shipped, material.version));
}

function findMaterial() {
  const local = join(ROOT, ".venv", "bin", "python");
  const python = process.env.PYTHON || (existsSync(local) ? local : "python3");
  return JSON.parse(execFileSync(python, ["-c", FIND_MATERIAL], { encoding: "utf8" }));
}

/** Returns the script, and the npm packages that esbuild bundled into it. */
async function bundle() {
  const result = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [`${SOURCES}/search.js`],
    bundle: true,
    // A package is recognized by its path in node_modules, which may be a link to another folder.
    preserveSymlinks: true,
    minify: true,
    // The pages and their files are UTF-8: an accented letter then takes two bytes instead of four.
    charset: "utf8",
    mangleProps: new RegExp(`^(${SHORTENED.join("|")})$`),
    format: "iife",
    target: SCRIPT_TARGET,
    legalComments: "none",
    banner: { js: BANNER },
    metafile: true,
    write: false,
  });
  const outputs = Object.values(result.metafile.outputs);
  const packages = outputs
    .flatMap((output) => Object.keys(output.inputs))
    .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//))
    .filter(Boolean);
  const names = [...new Set(packages.map(([, name]) => name))].sort();
  return { code: result.outputFiles[0].text, packages: names };
}

async function style(sheets) {
  const css = await stylesheetOf({
    material: sheets.map((path) => readFileSync(path, "utf8")).join("\n"),
    own: read(`${SOURCES}/notice.css`),
    templates: templatePaths().map(read),
  });
  const options = {
    loader: "css",
    minify: true,
    target: STYLE_TARGET,
    legalComments: "none",
    banner: BANNER,
    logLevel: "warning",
  };
  return (await esbuild.transform(css, options)).code;
}

/**
 * The digest covers its style sheets, in the order of their names. None of its other 14,000 files
 * is shipped.
 */
function materialPackage({ version, licence, licenceText, sheets }) {
  const text = sheets.map((path) => readFileSync(path, "utf8")).join("\n");
  const sha256 = createHash("sha256").update(text).digest("base64");
  const [name, file] = ["mkdocs-material", `${OUTPUT}/notice.css`];
  return { name, version, licence, digest: `sha256-${sha256}`, file, licenceText };
}

function npmPackage(name) {
  const folder = join(ROOT, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licenceFile = readdirSync(folder).find((file) => /^licen[sc]e/i.test(file));
  const licenceText = readFileSync(join(folder, licenceFile), "utf8");
  const { integrity } = JSON.parse(read("package-lock.json")).packages[`node_modules/${name}`];
  const file = `${OUTPUT}/search.js`;
  return { name, version, licence: license, digest: integrity, file, licenceText };
}

function licenceOf({ name, version, licence, licenceText }) {
  const head = `${"=".repeat(72)}\n${name} ${version} (${licence})`;
  const parts = [head, licenceText.trim(), TAKEN_FROM[name]];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function manifest(outputs, shipped, materialVersion) {
  const inputs = ["package-lock.json", ...sourcePaths(), ...templatePaths()];
  const content = {
    command: COMMAND,
    material: materialVersion,
    inputs: Object.fromEntries(inputs.sort().map((path) => [path, digest(read(path))])),
    outputs: Object.fromEntries(
      Object.keys(outputs).sort().map((path) => [path, digest(outputs[path])]),
    ),
    shipped: shipped.map(({ licenceText, ...facts }) => facts),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function sourcePaths() {
  return filesUnder(SOURCES, () => true);
}

function templatePaths() {
  return filesUnder(TEMPLATES, (path) => path.endsWith(".html"));
}

function filesUnder(folder, isWanted) {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)));
  return paths.map((path) => path.split(sep).join("/")).filter(isWanted).sort();
}

function read(path) {
  return readFileSync(join(ROOT, path), "utf8");
}

function digest(content) {
  return createHash("sha256").update(content).digest("hex");
}

await main();
