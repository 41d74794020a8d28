import { isStrongPassphrase, suggestPassphrase } from "../../lib/sealing/passphrase.ts";
import { byId } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";

/** The fields in which a passphrase is chosen and typed twice. */
export interface PassphraseFields {
  /** What was typed twice; `null` and a sentence why not, when it is weak or was typed with a slip. */
  read(say: (text: string) => void): string | null;
  clear(): void;
}

/** Starts the suggestion and the two fields whose ids begin like that. */
export function passphraseFields(prefix = ""): PassphraseFields {
  const first = byId<HTMLInputElement>(`${prefix}passphrase`);
  const again = byId<HTMLInputElement>(`${prefix}passphrase-again`);
  const suggest = (): void => {
    byId(`${prefix}suggestion`).textContent = suggestPassphrase();
  };
  suggest();
  byId(`${prefix}suggest-again`).addEventListener("click", suggest);
  return {
    read(say) {
      const texts = textsOf();
      if (!isStrongPassphrase(first.value)) return say(texts("WeakPassphrase")), null;
      if (first.value !== again.value) return say(texts("PassphrasesDiffer")), null;
      return first.value;
    },
    clear() {
      first.value = again.value = "";
    },
  };
}
