// What was begun is kept in this browser for a day, sealed (AES-GCM) with a key that only the office's pages tell to the
// same person or browser: who opens the browser's store reads nothing. Without a key, and where a browser has no
// cryptography (neither https nor this machine itself), nothing is kept. For forms.js and portal-forms.js.
"use strict";

function keeping(told) {
  const DAY = 24 * 3600 * 1000;
  const able = Boolean(told && globalThis.crypto?.subtle);
  const key = able && crypto.subtle.importKey("raw", bytes(told), "AES-GCM", false, ["encrypt", "decrypt"]);
  const newest = new Map(); // by place: which of the writings under way counts

  function bytes(text) {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  }

  const text = (some) => btoa(Array.from(some, (byte) => String.fromCharCode(byte)).join(""));

  // One place's words cannot be put into another's.
  const how = (place, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) });

  function sealedAt(place) {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      return kept?.sealed && Date.now() - kept.at < DAY ? kept : null;
    } catch {
      return null;
    }
  }

  async function read(place) {
    const kept = able && sealedAt(place);
    if (!kept) return null;
    try {
      const plain = await crypto.subtle.decrypt(how(place, bytes(kept.iv)), await key, bytes(kept.sealed));
      return { at: kept.at, value: JSON.parse(new TextDecoder().decode(plain)) };
    } catch {
      forget(place); // nobody will open it any more
      return null;
    }
  }

  async function write(place, value) {
    if (!able) return;
    const turn = (newest.get(place) || 0) + 1;
    newest.set(place, turn);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = text(new Uint8Array(await crypto.subtle.encrypt(how(place, iv), await key, plain)));
    if (newest.get(place) !== turn) return;
    try {
      localStorage.setItem(place, JSON.stringify({ at: Date.now(), iv: text(iv), sealed }));
    } catch {
      // no room, or the browser keeps nothing
    }
  }

  function forget(place) {
    newest.set(place, (newest.get(place) || 0) + 1);
    try {
      localStorage.removeItem(place);
    } catch {
      // the browser keeps nothing
    }
  }

  function places(prefix) {
    try {
      return Object.keys(localStorage).filter((place) => place.startsWith(prefix));
    } catch {
      return [];
    }
  }

  function forgetAll(prefix) {
    [...places(prefix), ...newest.keys()].forEach(forget);
  }

  function forgetOld(prefix) {
    places(prefix)
      .filter((place) => !sealedAt(place))
      .forEach(forget);
  }

  // Whether the browser lets anything be kept.
  function keeps() {
    if (!able) return false;
    try {
      localStorage.setItem("huiying-try", "");
      localStorage.removeItem("huiying-try");
      return true;
    } catch {
      return false;
    }
  }

  return { read, write, forget, forgetAll, forgetOld, keeps };
}
