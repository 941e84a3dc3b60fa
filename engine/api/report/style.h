#pragma once
// Internal to report: its colours, those of the desktop in light and dark, and how things stand.

namespace saddle::api::report {

inline constexpr const char* kStyle = R"css(
:root { color-scheme: light dark; --ground: #F8FAFB; --canvas: #EEF1F3; --raised: #FFFFFF; --line: #E2E7EA; --strong: #93A0A8; --text: #141A1E; --second: #434F57; --third: #5A666E;
  --accent: #077367; --error: #B92B24; --plot: #FFFFFF; --grid: #EAEEF0; --forward: #1F6CCB; --backward: #B4530E; --update: #4A1E72; --s0: #1769D2; --s1: #C45E00; --s2: #3A0F45; --s3: #B06FA0; --s4: #1C4410; --s5: #E0265F;
  --data: #51626C; --conv: #1F6CCB; --pool: #08748F; --norm: #606C10; --act: #835A00; --linear: #6846C0; --recurrent: #B52C63; --attention: #AC4A14; --graph: #1B7343; --diffusion: #9231A8; --shape: #4C5A85; --loss: #7A5A28; --group: #5A666E }
@media (prefers-color-scheme: dark) { :root { --ground: #191E22; --canvas: #13171A; --raised: #21272C; --line: #262C32; --strong: #505B64; --text: #E7EBEE; --second: #B0BAC1; --third: #909BA3;
  --accent: #3CC8B4; --error: #FF8278; --plot: #14191C; --grid: #232A2F; --forward: #5FA8FF; --backward: #F2995A; --update: #EBCDF7; --s0: #4FA3FF; --s1: #FF9E4A; --s2: #E0407F; --s3: #DDF3B0; --s4: #F7C6EC; --s5: #7F62FF;
  --data: #A3B3BD; --conv: #63AAFF; --pool: #4FC6E4; --norm: #B9C56B; --act: #F0C04C; --linear: #B79EFF; --recurrent: #FF90B6; --attention: #FF9F6E; --graph: #6FD39A; --diffusion: #E08DF0; --shape: #9CABD0; --loss: #DDB98F; --group: #AEB7BE } }
body { margin: 0 auto; padding: 24px; max-width: 1120px; background: var(--ground); color: var(--text); font: 14px/1.5 Inter, system-ui, "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums }
h1 { font-size: 22px; margin: 0 } h2 { font-size: 16px; margin: 32px 0 8px } p { margin: 4px 0; color: var(--second) }
code, pre, td.n, .value { font-family: "JetBrains Mono", "DejaVu Sans Mono", monospace; font-size: 12.5px } pre { background: var(--canvas); padding: 12px; border-radius: 6px; overflow-x: auto }
.note { white-space: pre-wrap; border-left: 3px solid var(--accent); padding-left: 12px; color: var(--text) }
.tiles { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0 } .tile { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px } .tile span { display: block; font-size: 11px; color: var(--third) } .tile b { font-size: 16px; font-weight: 600 }
table { border-collapse: collapse } th { text-align: left; font-size: 11px; font-weight: 500; color: var(--third) } th, td { padding: 3px 16px 3px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere } .n { text-align: right; white-space: nowrap }
.wide { overflow-x: auto } .canvas { background: var(--canvas); border-radius: 8px } .panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 12px }
figure { margin: 0; background: var(--plot); border: 1px solid var(--line); border-radius: 6px; padding: 8px } figure svg { display: block; width: 100% } figcaption { font-size: 12px; color: var(--second); padding: 4px 8px } figcaption svg { display: inline; width: auto; vertical-align: middle } .key { margin-right: 16px; white-space: nowrap } .key b { color: var(--text); font-weight: 500 }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(360px, 1fr)); gap: 0 32px } summary { cursor: pointer; color: var(--accent) } footer { margin-top: 32px; color: var(--third); font-size: 12px }
svg text { fill: var(--text); font: 11px Inter, system-ui, "Noto Sans CJK SC", sans-serif } svg .title { font-size: 12px; font-weight: 600 } svg .heading { font-size: 13px; font-weight: 600 } svg .id, svg .name, svg .tick { fill: var(--third); font-size: 10px } svg .id { text-anchor: end } svg .value { text-anchor: end; font-size: 10.5px } svg .end { text-anchor: end } svg .middle { text-anchor: middle }
.node { fill: var(--raised); stroke: var(--strong) } .wire { fill: none; stroke: var(--third); stroke-width: 1.5; stroke-linejoin: round } .grid { stroke: var(--grid) } .axis { fill: none; stroke: var(--strong) } .roof { fill: none; stroke: var(--second); stroke-width: 1.5 } .nan { stroke: var(--error); stroke-width: 1.5; fill: none }
.line { fill: none; stroke-width: 1.75; stroke-linejoin: round } .faint { opacity: .45; stroke-width: 1 } .line.s0 { stroke: var(--s0) } .line.s1 { stroke: var(--s1) } .line.s2 { stroke: var(--s2) } .line.s3 { stroke: var(--s3) } .line.s4 { stroke: var(--s4) } .line.s5 { stroke: var(--s5) }
.line.s1 { stroke-dasharray: 7 3 } .line.s2 { stroke-dasharray: 2 2.5 } .line.s3 { stroke-dasharray: 9 3 2 3 } .line.s4 { stroke-dasharray: 4 4 } .line.s5 { stroke-dasharray: 12 4 } .dot.s0 { fill: var(--s0) } .dot.s1 { fill: var(--s1) } .dot.s2 { fill: var(--s2) } .dot.s3 { fill: var(--s3) } .dot.s4 { fill: var(--s4) } .dot.s5 { fill: var(--s5) }
.mark { fill-opacity: .55; stroke-width: 1 } .mark.forward { fill: var(--forward); stroke: var(--forward) } .mark.backward { fill: var(--backward); stroke: var(--backward) } .mark.update { fill: var(--update); stroke: var(--update) }
.f-data { fill: var(--data) } .f-conv { fill: var(--conv) } .f-pool { fill: var(--pool) } .f-norm { fill: var(--norm) } .f-act { fill: var(--act) } .f-linear { fill: var(--linear) } .f-recurrent { fill: var(--recurrent) } .f-attention { fill: var(--attention) } .f-graph { fill: var(--graph) } .f-diffusion { fill: var(--diffusion) } .f-shape { fill: var(--shape) } .f-loss { fill: var(--loss) } .f-group { fill: var(--group) }
@media print { body { max-width: none; padding: 0 } figure, tr { break-inside: avoid } }
)css";

}  // namespace saddle::api::report
