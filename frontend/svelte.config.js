import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    // A table that is shown as cards on a telephone keeps what it is only by its roles.
    warningFilter: (warning) => warning.code !== "a11y_no_redundant_roles",
  },
};
