// ECharts for histories, in a file of its own: pages load it only when somebody asks to go nearer (zoom.js). No words
// and no markup of its own: tooltips are drawn, since styles within markup are forbidden.
import { LineChart } from "echarts/charts";
import { DataZoomComponent, GridComponent, MarkAreaComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([LineChart, DataZoomComponent, GridComponent, MarkAreaComponent, TooltipComponent, SVGRenderer]);

const value = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Spans of positions that are not known: [[{xAxis: 3}, {xAxis: 5}], …] */
function gaps(data) {
  const found = [];
  data.labels.forEach((_, index) => {
    if (data.series.some((one) => one.values[index] !== null)) return;
    const last = found.at(-1);
    if (last && last[1].xAxis === index - 1) last[1].xAxis = index;
    else found.push([{ xAxis: index }, { xAxis: index }]);
  });
  return found;
}

function options(data) {
  const ink = value("--ink");
  const quiet = value("--d-axis");
  const grid = { lineStyle: { color: value("--d-grid") } };
  const text = { color: quiet, fontSize: 12 };
  const sign = (number) => (number == null ? data.unknown : `${number}${data.unit}`);
  return {
    animation: false,
    textStyle: { fontFamily: value("--font"), color: ink },
    grid: { left: 52, right: 24, top: 16, bottom: 84 },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: value("--bg-raised"),
      borderColor: value("--line-2"),
      textStyle: { color: ink, fontSize: 13, fontFamily: value("--font") },
      formatter: (points) =>
        [data.labels[points[0].dataIndex], ...points.map((one) => `${one.seriesName} ${sign(one.value)}`)].join("\n"),
    },
    xAxis: {
      type: "category",
      data: data.ticks,
      boundaryGap: false,
      axisLabel: { ...text, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: value("--line-strong") } },
    },
    yAxis: { type: "value", min: 0, max: data.most, axisLabel: { ...text, formatter: `{value}${data.unit}` }, splitLine: grid },
    dataZoom: [
      { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
      { type: "slider", height: 28, bottom: 12, showDetail: false, borderColor: value("--line-2"), fillerColor: `${value("--d-actual")}22` },
    ],
    series: data.series.map((one, index) => ({
      type: "line",
      name: one.name,
      data: one.values,
      connectNulls: false,
      showSymbol: false,
      symbol: ["circle", "rect", "triangle"][index % 3],
      lineStyle: { width: 2, color: value(one.colour), type: ["solid", "dashed", "dotted"][index % 3] },
      itemStyle: { color: value(one.colour) },
      markArea: index
        ? undefined
        : { silent: true, itemStyle: { color: value("--unk-line"), opacity: 0.35 }, data: gaps(data) },
    })),
  };
}

/** Draw into an element; told(first, last) hears the labels at both ends of what is seen. */
export function draw(element, data, told) {
  const chart = init(element, null, { renderer: "svg" });
  const last = data.labels.length - 1;
  const span = () => {
    const [{ start, end }] = chart.getOption().dataZoom;
    return { start, end };
  };
  const tell = () => {
    const { start, end } = span();
    told(data.labels[Math.round((start / 100) * last)], data.labels[Math.round((end / 100) * last)]);
  };
  const paint = () => chart.setOption(options(data));
  paint();
  tell();
  chart.on("datazoom", tell);
  new ResizeObserver(() => chart.resize()).observe(element);
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  return { span, show: (wanted) => chart.dispatchAction({ type: "dataZoom", ...wanted }) };
}
