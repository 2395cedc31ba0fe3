import { mount } from "svelte";
import App from "./App.svelte";
import "./style/base.css";
import { choice } from "./state/theme.svelte";
import { workbench } from "./state/workbench.svelte";

choice.show();
void workbench.start();
mount(App, { target: document.getElementById("app")! });
