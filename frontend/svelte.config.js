import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    // By what is written, and not by where it lies, so that the same sources give the same page everywhere.
    cssHash: ({ hash, css, name }) => `s-${hash(`${name} ${css}`)}`,
    // A table that is shown as cards on a telephone keeps what it is only by its roles.
    warningFilter: (warning) => warning.code !== "a11y_no_redundant_roles",
  },
};
