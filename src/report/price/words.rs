//! Every word of the report on prices, in English and Chinese side by side. Sentences have places in braces.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    // Sentences.
    title: "What should {product} cost? {title}", "{product} 该定什么价？{title}";
    frame:
        "On {date} the price of {product} ({provider}: input, cached input and output alike) is cut by each candidate and held from then on; rivals answer as their strategies say. {n} runs of {days} days under the same luck for all candidates; money in {currency}.",
        "{date} 起，{product}（{provider}；输入、缓存输入与输出同比例）按每个候选幅度降价并一直保持；对手按各自策略应对。共 {n} 次模拟，每次 {days} 天，各候选运气相同；货币单位 {currency}。";
    frame_one:
        "On {date} the price of {product} ({provider}: input, cached input and output alike) is cut by each candidate and held from then on; rivals answer as their strategies say. One run of {days} days under the same luck for all candidates, hence no intervals; money in {currency}.",
        "{date} 起，{product}（{provider}；输入、缓存输入与输出同比例）按每个候选幅度降价并一直保持；对手按各自策略应对。仅一次模拟，{days} 天，各候选运气相同，因此没有区间；货币单位 {currency}。";
    on_sale_from:
        " {product} comes on sale on {date}: until then nothing differs.",
        "{product} 于 {date} 上线，此前各候选没有差别。";
    replaced:
        " {new} takes its place on {date} at a price of its own: what is compared works until then, and the product has no share in the end.",
        "{new} 于 {date} 按自身价格取代它：所比较的降价只在此前有效，期末该产品没有份额。";
    cut_by: "Cutting by {cut}", "降价 {cut}";
    raised_by: "Raising by {cut}", "涨价 {cut}";
    kept: "Keeping the price", "维持原价";
    best:
        "{what} is best: profit {change} over no cut{ci}; in {chance} of runs better than no cut.",
        "{what} 最好：利润比不降价多 {change}{ci}；在 {chance} 的模拟中好于不降价。";
    best_is_none:
        "{what} is best: the next best, {next}, earns {change} less{ci}; in {chance} of runs no candidate earns more.",
        "{what}最好：次优（{next}）少赚 {change}{ci}；在 {chance} 的模拟中没有更好的候选。";
    alone: "Only no cut was asked for: there is nothing to compare.", "只问了不降价：没有可比较的候选。";
    draw: "All candidates earn the same, so nothing speaks for a change of the price.", "各候选利润相同，没有理由改价。";
    unclear:
        "The interval contains zero: these runs do not tell the two apart.",
        "区间包含零：这些模拟不足以区分两者。";
    against_next:
        "Over the next best ({next}): {change}{ci}. Best of all candidates in {chance} of runs.",
        "比次优（{next}）多 {change}{ci}。在 {chance} 的模拟中为所有候选中最优。";
    ci: " ({level} interval {interval})", "（{level} 区间 {interval}）";
    even:
        "At the costs of that day, with {cut} off, the day's gross profit is kept if tokens grow {average}-fold at average unit cost ({cost} {unit}) or {marginal}-fold at marginal unit cost; in a market of the same size that is a share of {share}, from {before} now.",
        "以当日成本计，降 {cut} 后，按平均单位成本（{cost} {unit}）计 token 量须增至 {average} 倍、按边际成本计 {marginal} 倍，才能保住每日毛利；市场规模不变时即份额 {share}（现为 {before}）。";
    even_raise:
        "At the costs of that day, with {cut} on top, the day's gross profit is kept as long as tokens stay at {average} of today's at average unit cost ({cost} {unit}), {marginal} at marginal unit cost; in a market of the same size that is a share of {share}, from {before} now.",
        "以当日成本计，涨 {cut} 后，按平均单位成本（{cost} {unit}）计 token 量不低于现在的 {average}、按边际成本计 {marginal}，即可保住每日毛利；市场规模不变时即份额 {share}（现为 {before}）。";
    even_none:
        "No break-even at average unit cost ({what}): the price, {price}, does not lie above {cost} {unit} both before and after.",
        "按平均单位成本没有盈亏平衡点（{what}）：价格 {price} 未能在前后都高于 {cost} {unit}。";
    risk:
        "{what}, {provider} leaves the market in {exit} of runs, and its cash falls below zero in {below}.",
        "{what}时，{provider} 在 {exit} 的模拟中退出市场，在 {below} 的模拟中现金曾低于零。";
    deepest: "It is the deepest cut asked for: a deeper one may be better still.", "这是所问的最深降幅：更深的降价可能更好。";
    highest: "It is the largest raise asked for: a larger one may be better still.", "这是所问的最大涨幅：更大的涨价可能更好。";
    nothing: "No replicate finished in all arms, so nothing can be compared.", "没有任何一次模拟在全部候选中完成，无法比较。";
    choice:
        "Differences are paired: each run is compared with the run of the same luck. The interval of the best does not allow for its having been chosen among {n} candidates on these same runs; ask again with another --seed to test the choice.",
        "差额为配对比较：每次模拟与同一运气下的模拟相比。最优者的区间未计入“在同一批模拟中从 {n} 个候选里选出”这一点；换一个 --seed 再问一次即可检验。";
    choice_one:
        "Every candidate is played under the same luck. The best was chosen among {n} candidates on this one run; ask for more (-n), or again with another --seed, to test the choice.",
        "各候选运气相同。最优者是在这一次模拟中从 {n} 个候选里选出的；增加模拟次数（-n）或换一个 --seed 再问即可检验。";
    pinned:
        "No cut is a candidate like the others: the product is held at its present price. That differs from doing nothing, where {provider}'s own rule may move it.",
        "“不降价”也是一个候选：产品保持现价。这不同于什么都不做：后者由 {provider} 自己的规则调价。";

    // Tables.
    candidates: "The candidates", "候选价格";
    cut: "cut", "降幅";
    price: "price", "价格";
    share: "token share", "token 份额";
    share_provider: "provider's", "厂商份额";
    revenue: "revenue", "收入";
    margin: "gross margin", "毛利率";
    profit: "profit", "利润";
    over: "over no cut", "比不降价";
    worse: "worse in", "更差";
    most: "best in", "最优";
    cash: "cash at end", "期末现金";
    exit: "exit", "退出";
    below: "cash < 0", "现金<0";
    market_price: "market price", "市场价";
    candidates_text:
        "Price: posted, {currency} per million tokens, three input to one output. Token shares (of the product, and of all products of {provider}) and market price: over the last {window} days. Revenue, gross margin, profit and cash: of {provider}, over the whole run. Over no cut: paired difference of profit{half}. Worse in, best in: part of the runs.",
        "价格：挂牌价，{currency}/百万 token，输入输出三比一。token 份额（该产品，及 {provider} 全部产品）与市场价：最后 {window} 天。收入、毛利率、利润、现金：{provider}，整个时段。比不降价：利润的配对差{half}。更差、最优：占模拟次数的比例。";
    half: " with half its {level} interval", "及其 {level} 区间半宽";
    even_title: "Break-even", "盈亏平衡";
    even_volume: "tokens ×, average cost", "token 倍数（平均成本）";
    even_share: "share, average cost", "份额（平均成本）";
    even_volume_marginal: "tokens ×, marginal cost", "token 倍数（边际成本）";
    even_share_marginal: "share, marginal cost", "份额（边际成本）";
    new_price: "price, own mix", "价格（自身组成）";
    even_text:
        "Factor (p0 − c)/(p1 − c), share s0 times the factor; p0 = {price}, c = {average} (average) and {marginal} (marginal) {unit} over the product's own mix of tokens, at technology of that date and the load of the opening: a test for the first day, since unit costs move later. A dash: the price does not cover the cost, or the product sells nothing yet. Above 100 %: no share is enough.",
        "倍数 =(p0 − c)/(p1 − c)，份额 = s0 × 倍数；p0 = {price}，c = {average}（平均）、{marginal}（边际）{unit}，按该产品自身 token 组成、当日技术与开局负载：只检验首日，之后单位成本还会变化。短横：价格不足以覆盖成本。超过 100 %：任何份额都不够。";
    bridge: "From no cut to {to}: gross profit of {provider}", "从不降价到{to}：{provider} 的毛利";
    step: "step", "步骤";
    change: "change", "变化";
    interval: "{level} interval", "{level} 区间";
    from_none: "No cut", "不降价";
    step_price: "Price", "价格";
    step_volume: "Volume", "销量";
    step_cost: "Unit cost", "单位成本";
    step_mix: "Mix", "组成";
    step_other: "Other products", "其他产品";
    by_cut: "cut by {cut}", "降价 {cut}";
    by_raise: "raise by {cut}", "涨价 {cut}";
    bridge_text:
        "Means over runs; the steps add up in every run. Price: the cut, given to what would be sold anyway. Volume: more tokens at the new price and the old unit cost. Unit cost: the provider's cost per token moves with its load. Mix: kinds of tokens, and when they are sold. Other products: what moves between them and this one. Unit margin: {from} before, {after} after ({unit}).",
        "各次模拟的均值；每次模拟内各步相加精确成立。价格：让给原本就会售出的 token 的部分。销量：多售出的 token，按新价格与原单位成本。单位成本：每 token 成本随负载变化。组成：token 种类与售出时间。其他产品：与本产品之间的转移。单位毛利：此前 {from}，此后 {after}（{unit}）。";
    again: "The same command gives the same bytes:", "同一命令得到逐字节相同的结果：";
    files:
        "price.csv has the candidates in full precision, bridge.csv the steps, price.json both by name, replicates.csv every run of every arm.",
        "price.csv 为全精度的候选，bridge.csv 为各步骤，price.json 为带名称的全部结果，replicates.csv 为每个候选的每次模拟。";

    // Charts.
    source: "pricewar · {title} · seed {seed} · {n} runs under the same luck", "pricewar · {title} · 种子 {seed} · {n} 次模拟，运气相同";
    source_one: "pricewar · {title} · seed {seed} · one run", "pricewar · {title} · 种子 {seed} · 一次模拟";
    chart_best: "{what} earns {provider} most", "{what}令 {provider} 赚得最多";
    chart_unclear: "{what} earns {provider} most, but not clearly", "{what}令 {provider} 赚得最多，但不明显";
    chart_subtitle: "Price of {product} from {date} on, held; mean and {level} interval of the mean", "{product} 自 {date} 起的价格，之后保持；均值及其 {level} 区间";
    chart_subtitle_one: "Price of {product} from {date} on, held; one run", "{product} 自 {date} 起的价格，之后保持；一次模拟";
    across: "cut of the price", "降价幅度";
    across_raises: "cut of the price (below zero: a raise)", "降价幅度（负数为涨价）";
    profit_panel: "Profit over no cut", "利润（比不降价）";
    profit_unit: "{currency} over the run, {provider}", "{currency}，整个时段，{provider}";
    share_panel: "Token share", "token 份额";
    share_unit: "part of the market's tokens over the last {window} days", "最后 {window} 天占市场 token 的比例";
    zero: "no cut", "不降价";
    mark: "best: {cut}", "最优：{cut}";
    profit_caption: "Profit of {provider} over the whole run less that of no cut{share}, against the cut.", "{provider} 整个时段的利润（减去不降价时的利润）{share}随降幅的变化。";
    profit_caption_share: ", and the product's share of tokens", "与该产品的 token 份额";
    bridge_title_up: "{what} adds {change} to gross profit", "{what}使毛利增加 {change}";
    bridge_title_down: "{what} takes {change} off gross profit", "{what}使毛利减少 {change}";
    bridge_subtitle: "Gross profit of {provider} over the run from no cut to that price; whiskers: {level} interval", "{provider} 整个时段毛利，从不降价到该价格；须线：{level} 区间";
    bridge_subtitle_one: "Gross profit of {provider} over the run from no cut to that price; one run", "{provider} 整个时段毛利，从不降价到该价格；一次模拟";
    bridge_unit: "{currency} over the run", "{currency}，整个时段";
    bridge_caption: "Gross profit step by step; the steps add up in every run.", "毛利逐步分解；每次模拟内各步相加精确成立。";
}
