// Runs before the scripts of a page, and records every call that stores something on the reader's
// device, reads what is stored, or asks for what tells one device from another. `avisoWatch()`
// returns the records.
(() => {
  const calls = [];
  const note = (kind, name) => calls.push(`${kind}: ${name}`);

  /** Replace a method, a getter or a constructor by one that records its use first. */
  const watch = (kind, owner, name, label = name) => {
    const found = owner && Object.getOwnPropertyDescriptor(owner, name);
    if (!found || !found.configurable) return;
    const noted = (original) =>
      original &&
      new Proxy(original, {
        apply: (target, self, values) => (note(kind, label), Reflect.apply(target, self, values)),
        construct: (target, values, made) => (
          note(kind, label),
          Reflect.construct(target, values, made)
        ),
      });
    const changed =
      typeof found.value === "function"
        ? { ...found, value: noted(found.value) }
        : { ...found, get: noted(found.get), set: noted(found.set) };
    Object.defineProperty(owner, name, changed);
  };

  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"])
    watch("storage", window, name);
  watch("storage", Document.prototype, "cookie", "document.cookie");
  for (const name of ["requestStorageAccess", "hasStorageAccess"])
    watch("storage", Document.prototype, name);
  for (const name of ["serviceWorker", "storage", "storageBuckets"])
    watch("storage", Navigator.prototype, name);
  for (const name of ["BroadcastChannel", "SharedWorker", "Worker", "webkitRequestFileSystem"])
    watch("storage", window, name);
  watch("storage", window, "name", "window.name");

  const device = [
    "userAgent",
    "userAgentData",
    "appVersion",
    "platform",
    "vendor",
    "plugins",
    "mimeTypes",
    "hardwareConcurrency",
    "deviceMemory",
    "maxTouchPoints",
    "languages",
    "language",
    "connection",
    "getBattery",
    "mediaDevices",
    "mediaCapabilities",
    "permissions",
    "doNotTrack",
    "getGamepads",
    "keyboard",
    "gpu",
    "webkitTemporaryStorage",
  ];
  for (const name of device)
    watch("fingerprinting", Navigator.prototype, name, `navigator.${name}`);
  for (const name of ["width", "height", "availWidth", "availHeight", "colorDepth", "pixelDepth"])
    watch("fingerprinting", Screen.prototype, name, `screen.${name}`);
  for (const name of [
    "devicePixelRatio",
    "screen",
    "AudioContext",
    "OfflineAudioContext",
    "RTCPeerConnection",
    "OffscreenCanvas",
    "speechSynthesis",
    "queryLocalFonts",
  ])
    watch("fingerprinting", window, name);
  for (const name of ["getContext", "toDataURL", "toBlob"])
    watch("fingerprinting", HTMLCanvasElement.prototype, name, `canvas.${name}`);
  for (const name of ["check", "load"])
    watch("fingerprinting", FontFaceSet.prototype, name, `fonts.${name}`);
  watch("fingerprinting", Intl.DateTimeFormat.prototype, "resolvedOptions", "the time zone");
  watch("fingerprinting", Date.prototype, "getTimezoneOffset", "the time zone");
  watch("fingerprinting", Performance.prototype, "memory", "performance.memory");

  for (const name of ["sendBeacon"]) watch("request", Navigator.prototype, name);
  for (const name of ["WebSocket", "EventSource", "WebTransport"]) watch("request", window, name);

  document.addEventListener(
    "securitypolicyviolation",
    (event) =>
      note(
        "policy",
        `${event.violatedDirective} stopped ${event.blockedURI || "something inline"}`,
      ),
    true,
  );
  Object.defineProperty(window, "avisoWatch", { value: () => calls.splice(0) });
})();
