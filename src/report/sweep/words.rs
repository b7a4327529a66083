//! Every word of the report on a sweep, in English and Chinese side by side. Sentences have places in braces.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    title: "The same market at {n} places: {title}", "同一市场的 {n} 种设定：{title}";
    frame: "{n} points over {axes}, each run {replicates} times under the same luck.", "在 {axes} 上取 {n} 个点，每点在相同运气下模拟 {replicates} 次。";
    frame_one: "{n} points over {axes}, each run once under the same luck, hence no intervals.", "在 {axes} 上取 {n} 个点，每点在相同运气下模拟一次，因此没有区间。";
    comma: ", ", "、";
    range:
        "{output} lies between {low} ({at_low}) and {high} ({at_high}).",
        "{output} 介于 {low}（{at_low}）与 {high}（{at_high}）之间。";
    still: "{output} is {low} at every point that has a figure.", "{output} 在每个有数值的点上都是 {low}。";
    holds: "{condition} holds on average at {n} of {all} points.", "平均而言，{condition} 在 {all} 个点中的 {n} 个成立。";
    surely: "At {sure} of these points the interval of the mean leaves no doubt.", "其中 {sure} 个点均值区间不留疑问。";
    flips: "The answer flips near {path} = {at}.", "答案在 {path} = {at} 附近翻转。";
    never: "The answer does not flip within these values.", "在这些取值范围内答案不翻转。";
    nothing: "No point has a figure of {output}.", "没有一个点有 {output} 的数值。";
    mean: "mean", "均值";
    chance: "holds in", "成立比例";
    text: "Mean over runs with half its {level} interval.", "各次模拟的均值及其 {level} 区间半宽。";
    again: "The same command gives the same bytes:", "同一命令得到逐字节相同的结果：";
    files:
        "sweep.csv has every point and output in full precision, sweep.json the same by name, replicates.csv every run.",
        "sweep.csv 为每个点与输出的全精度结果，sweep.json 为带名称的同样内容，replicates.csv 为每次模拟。";
    source: "pricewar · {title} · seed {seed} · {n} runs a point under the same luck", "pricewar · {title} · 种子 {seed} · 每点 {n} 次模拟，运气相同";
    source_one: "pricewar · {title} · seed {seed} · one run a point under the same luck", "pricewar · {title} · 种子 {seed} · 每点一次模拟，运气相同";
    range_title: "{output} lies between {low} (at {at_low}) and {high} (at {at_high})", "{output} 介于 {low}（{at_low}）与 {high}（{at_high}）之间";
    still_title: "{output} is {low} at every point", "{output} 在每个点上都是 {low}";
    flip_title: "Whether {condition} flips near {path} = {at}", "{condition} 是否成立，在 {path} = {at} 附近翻转";
    line_subtitle: "{output} against {path}, mean over runs; dark band: {level} interval of the mean, light band: 5 to 95 % of runs", "{output} 随 {path} 的变化，各次模拟均值；深色带：均值的 {level} 区间，浅色带：模拟的 5 % 至 95 %";
    line_subtitle_few: "{output} against {path}, mean over runs; band: {level} interval of the mean", "{output} 随 {path} 的变化，各次模拟均值；色带：均值的 {level} 区间";
    bars_subtitle: "{output} against {path}, mean over runs; whiskers: {level} interval of the mean", "{output} 随 {path} 的变化，各次模拟均值；须线：均值的 {level} 区间";
    subtitle_one: "{output} against {path}, one run", "{output} 随 {path} 的变化，一次模拟";
    heat_subtitle: "{output}: mean over runs at each point{flip}", "{output}：每个点上各次模拟的均值{flip}";
    heat_subtitle_one: "{output}: one run at each point{flip}", "{output}：每个点上一次模拟{flip}";
    heat_flip: "; the line is where {condition} begins to hold", "；粗线为 {condition} 开始成立之处";
    caption: "{output} at every point of the sweep.", "每个点上的 {output}。";
    no_picture: "a picture has one or two parameters on a grid", "图只画一个参数或两个参数的网格";
}
