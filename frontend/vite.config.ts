import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Where `detente workbench` runs while the page is being worked on (npx vite).
const server = process.env.DETENTE_WORKBENCH ?? "http://127.0.0.1:8765";

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/detente/workbench/page",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        // The names are fixed, so that a change of the page shows in git as a change of its files.
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
        manualChunks: (id) => (id.includes("node_modules/cytoscape") ? "cytoscape" : undefined),
      },
    },
  },
  server: { proxy: { "/api": server, "/download": server } },
  test: { include: ["tests/**/*.test.ts"] },
});
