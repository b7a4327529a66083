//! Every word of the report on sensitivity, in English and Chinese side by side. Sentences have places in braces.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    title: "Which assumptions decide the answer? {title}", "哪些假设决定答案？{title}";
    frame_sobol:
        "{factors} factors varied together: {samples} base points, {points} points in all, each run {times} under the same luck ({runs} runs). Indices are parts of the variance of the mean over those runs.",
        "同时变动 {factors} 个因素：{samples} 个基点，共 {points} 个点，每点在相同运气下模拟{times}（合计 {runs} 次）。指数为各点均值方差的组成部分。";
    frame_morris:
        "{factors} factors varied along {samples} trajectories, {points} points in all, each run {times} under the same luck ({runs} runs). An elementary effect is the change of the output for a move over the whole range.",
        "沿 {samples} 条轨迹变动 {factors} 个因素，共 {points} 个点，每点在相同运气下模拟{times}（合计 {runs} 次）。基本效应是跨整个范围移动时输出的变化。";
    once: "once", "一次";
    times: "{n} times", " {n} 次";
    leads:
        "{name} decides most: {total} of the variance of {output} depends on it{ci}, {first} through it alone.",
        "{name} 影响最大：{output} 的方差有 {total} 与之有关{ci}，其中 {first} 由它单独引起。";
    leads_unclear:
        "{name} seems to decide most ({total} of the variance of {output}{ci}), but the interval overlaps that of {next}: more samples would tell.",
        "{name} 似乎影响最大（{output} 方差的 {total}{ci}），但其区间与 {next} 的重叠：需要更多样本。";
    follows: "Next: {list}.", "其次：{list}。";
    follow: "{name} ({total})", "{name}（{total}）";
    comma: ", ", "、";
    alone:
        "Each alone, the factors account for {sum} of the variance; the rest is interaction.",
        "各因素单独作用合计解释方差的 {sum}；其余为相互作用。";
    alone_all:
        "Each alone, the factors account for all but {rest} of the variance: their effects nearly add up.",
        "各因素单独作用已解释方差，仅余 {rest}：效应近似可加。";
    pair:
        "The strongest interaction is that of {a} and {b}: {value} of the variance{ci}.",
        "最强的相互作用是 {a} 与 {b}：占方差的 {value}{ci}。";
    weak:
        "Hardly matter (total index below {bar}, interval and all): {list}. They may be fixed at any value of their ranges.",
        "几乎没有影响（总指数连同区间低于 {bar}）：{list}。可固定为范围内任一值。";
    leads_morris:
        "{name} moves {output} most: by {value} on average over its range{ci}.",
        "{name} 对 {output} 推动最大：跨其范围平均 {value}{ci}。";
    leads_morris_unclear:
        "{name} seems to move {output} most (by {value} on average over its range{ci}), but the interval overlaps that of {next}: more trajectories would tell.",
        "{name} 似乎对 {output} 推动最大（跨其范围平均 {value}{ci}），但其区间与 {next} 的重叠：需要更多轨迹。";
    no_effect: "No factor moves {output}.", "没有因素影响 {output}。";
    swing:
        "Alone and all else as in the scenario, {name} moves {output} by {low} at {at_low} and by {high} at {at_high}.",
        "其他保持情景原样时，{name} 在 {at_low} 处使 {output} 变化 {low}，在 {at_high} 处变化 {high}。";
    swing_clear:
        "Alone and all else as in the scenario, {name} moves {output} most of those whose swing is told apart from nothing: by {low} at {at_low} and by {high} at {at_high}.",
        "其他保持情景原样时，在与零可区分的输入中 {name} 影响最大：在 {at_low} 处使 {output} 变化 {low}，在 {at_high} 处变化 {high}。";
    swing_unclear:
        "Alone and all else as in the scenario, no input's swing of {output} is told apart from nothing by {n} histories a point.",
        "其他保持情景原样时，每点 {n} 次模拟尚无法将任何单个输入对 {output} 的影响与零区分。";
    noise:
        "Luck: {means} of the variance that the indices divide up is left of it; of a single run's variance it is {runs}.",
        "运气：指数所分解的方差中有 {means} 是残余运气；单次模拟的方差中运气占 {runs}。";
    noise_morris:
        "Luck: {means} of the variance between the points' means is left of it; of a single run's variance it is {runs}.",
        "运气：各点均值之间的方差中有 {means} 是残余运气；单次模拟的方差中运气占 {runs}。";
    noise_high:
        "Total indices are too high by about that much: run every point more often (-n).",
        "总指数因此约偏高这么多：请增加每点的模拟次数（-n）。";
    no_noise:
        "One run a point: how much of the variance is luck is not known.",
        "每点只有一次模拟：无法得知方差中运气所占比例。";
    missing:
        "{n} points have no figure in some run and are left out with their base points.",
        "{n} 个点在某次模拟中没有数值，连同其基点一并略去。";
    few:
        "{samples} samples are too few for indices of {output}: take {least} or more (--samples); the tornado stands without them.",
        "{samples} 个样本不足以估计 {output} 的指数：请至少取 {least} 个（--samples）；龙卷风图不受影响。";
    flat: "{output} does not vary over the design: nothing to divide up.", "{output} 在整个设计中没有变化：无可分解。";
    gaps:
        "{output} has no figure at enough points: there is nothing to divide up.",
        "{output} 在足够多的点上没有数值：无可分解。";
    no_base:
        "{output} has no figure in the scenario as it is, so that nothing can be told from it.",
        "{output} 在情景原样中没有数值，无从比较。";
    ci: " ({level} interval {interval})", "（{level} 区间 {interval}）";

    a_month: "{part}/month", "{part}/月";

    // Tables.
    factor: "factor", "因素";
    first: "S1, alone", "S1（单独）";
    total: "ST, in all", "ST（合计）";
    mu_star: "mu*, mean size of the effect", "mu*（效应平均大小）";
    sigma: "sigma, its spread", "sigma（离散度）";
    input: "input", "输入";
    low: "low", "低";
    high: "high", "高";
    at_low: "output at low", "低端输出变化";
    at_high: "output at high", "高端输出变化";
    indices_text:
        "S1: part of the variance owed to the factor alone. ST: part that depends on it in any way. With half the {level} interval.",
        "S1：由该因素单独引起的方差比例。ST：与其有任何关系的比例。附 {level} 区间半宽。";
    indices_text_morris:
        "mu*: mean absolute change of the output over the factor's whole range. sigma: its standard deviation; large beside mu*, the effect depends on the others or bends. With half the {level} interval.",
        "mu*：跨因素整个范围输出变化绝对值的均值。sigma：其标准差；若与 mu* 相当，说明效应依赖其他因素或非线性。附 {level} 区间半宽。";
    tornado_text:
        "Paired differences from the scenario as it is (base {base}), the input alone at its end: the ends of a range, or the 5 % and 95 % quantile of a law.{half}",
        "与情景原样（基准 {base}）的配对差：仅该输入取其端点（范围两端，或分布的 5 % 与 95 % 分位数）。{half}";
    half: " With half the {level} interval.", "附 {level} 区间半宽。";
    points: "percentage points", "百分点";
    again: "The same command gives the same bytes:", "同一命令得到逐字节相同的结果：";
    files:
        "sensitivity.csv has all indices, second-order ones too; convergence.csv the same from parts of the samples; tornado.csv the inputs one at a time; points.csv the design; replicates.csv every run.",
        "sensitivity.csv 为全部指数（含二阶）；convergence.csv 为部分样本所得；tornado.csv 为逐个变动；points.csv 为设计；replicates.csv 为每次模拟。";

    // Charts.
    source: "pricewar · {title} · seed {seed} · {runs} runs, the same luck at every point", "pricewar · {title} · 种子 {seed} · {runs} 次模拟，各点运气相同";
    tornado_title: "{name} moves {output} most", "{name} 对 {output} 影响最大";
    tornado_title_clear: "{name} moves {output} most of those that are sure", "在影响确定的输入中，{name} 对 {output} 影响最大";
    tornado_title_unclear: "No input alone surely moves {output}", "没有单个输入确定地影响 {output}";
    tornado_subtitle: "Change of {output} from the scenario as it is ({base}), one input at a time at its low and high end{whiskers}", "{output} 相对情景原样（{base}）的变化，每次只把一个输入移至其低端或高端{whiskers}";
    whiskers: "; whiskers: {level} interval", "；须线：{level} 区间";
    tornado_caption: "Each input alone at its low and high end, all else as in the scenario.", "每个输入单独取低端与高端，其余保持情景原样。";
    key_low: "input low", "输入取低";
    key_high: "input high", "输入取高";
    change: "change of {output}", "{output} 的变化";
    bars_title: "{name} accounts for most of what is uncertain about {output}", "{output} 的不确定性主要来自 {name}";
    bars_title_unclear: "{name} and {next} account for most of what is uncertain about {output}", "{output} 的不确定性主要来自 {name} 与 {next}";
    bars_title_morris: "{name} moves {output} most over its range", "{name} 在其范围内对 {output} 推动最大";
    bars_title_morris_unclear: "{name} and {next} move {output} most over their ranges", "{name} 与 {next} 在各自范围内对 {output} 推动最大";
    bars_subtitle: "Parts of the variance of {output}: alone (S1) and with all interactions (ST); {samples} base points; whiskers: {level} interval", "{output} 方差的组成：单独（S1）与含全部相互作用（ST）；{samples} 个基点；须线：{level} 区间";
    bars_subtitle_morris: "Elementary effects on {output} over the whole range: mean size (mu*) and spread (sigma); {samples} trajectories; whiskers: {level} interval", "对 {output} 的基本效应（跨整个范围）：平均大小（mu*）与离散度（sigma）；{samples} 条轨迹；须线：{level} 区间";
    bars_unit: "part of the variance", "方差比例";
    bars_caption: "First-order and total indices with intervals.", "一阶与总指数及其区间。";
    bars_caption_morris: "Mean size and spread of elementary effects with intervals.", "基本效应的平均大小与离散度及其区间。";
    converge_title: "{name} matters most for {output} from {from} samples on", "自 {from} 个样本起，{name} 对 {output} 影响最大";
    converge_title_open: "Which input matters most for {output} still changes with the samples", "对 {output} 影响最大的输入仍随样本数变化";
    too_short: "{samples} samples are too few to show how indices of {output} settle", "{samples} 个样本不足以显示 {output} 的指数如何趋稳";
    converge_subtitle: "The largest indices of {output} from the first part of the samples, up to all {samples}; bands: {level} interval", "{output} 的主要指数，由前一部分样本直至全部 {samples} 个样本得出；带：{level} 区间";
    converge_across: "samples", "样本数";
    converge_caption: "Whether more samples would change the picture: flat lines and narrow bands say no.", "更多样本是否会改变结论：线平、带窄则不会。";
}
