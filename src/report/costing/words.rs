//! Every word of costings, in English and Chinese side by side. Sentences have places in braces for what is filled in.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    // Tables.
    title: "What a token costs: {title}", "token 的成本：{title}";
    nothing_sold:
        "Nothing is sold on the first day: give a load, such as --load \"1 Gtok/day\".",
        "首日没有销量：请用 --load \"1 Gtok/day\" 等给出负载。";
    opening_load: "opening load", "开局负载";
    frame:
        "On {date}, {load}; money in {currency}, unit costs in {currency} per million tokens.",
        "{date}，{load}；货币单位 {currency}，单位成本按 {currency}/百万 token 计。";
    given_load: "{load} of each product", "每个产品 {load}";
    products: "Products in the busiest hour", "各产品（最忙的一小时）";
    unit_costs: "A million tokens by kind", "各类 token 的百万单价";
    providers: "Total cost = compute + data + training + inference", "总成本 = 算力 + 数据 + 训练 + 推理";
    provider: "provider", "厂商";
    product: "product", "产品";
    tokens: "tokens", "token 量";
    accelerators: "paid GPUs", "付费加速卡";
    used: "in use", "利用率";
    batch: "batch", "批量";
    tpot: "ms/token", "毫秒/token";
    marginal: "marginal", "边际";
    floor: "floor", "下限";
    average: "average", "平均";
    full: "full", "完全";
    price: "price", "价格";
    margin: "margin", "毛利率";
    what: "of which", "项目";
    input_billed: "input", "全部输入";
    input_missed: "not cached", "未命中输入";
    input_cached: "cached", "命中输入";
    output: "output", "输出";
    blended: "own mix", "综合";
    compute: "compute", "算力";
    energy: "energy", "电力";
    network: "network", "网络";
    training: "training", "训练";
    data: "data", "数据";
    inference: "inference", "推理";
    total: "total a day", "每天合计";
    a_month: "a month", "每月";
    revenue: "revenue", "收入";
    own_use: "own use", "自用";
    energy_within: "energy in compute", "算力中的电力";
    concepts:
        "Marginal: one more million tokens now; the committed part of an idle fleet is free, the rest is rented at the promised speed. Floor: hardware busy every second. Average: the fleet over the tokens served. Full: with training and data.",
        "边际：此刻再服务一百万 token 的成本；闲置机群中已签约的部分不另花钱，其余按承诺速度租用。下限：硬件每一秒都满载。平均：整个机群除以所服务的 token。完全：再加训练与数据。";
    inference_note:
        "Compute is the whole fleet with its electricity (own use: the part of it that the provider's own apps need), inference what serving costs beside it: sending the output to customers. Revenue is theoretical: tokens times posted prices.",
        "算力为整个机群（含电力；自用指自家应用所需部分），推理为机群之外的服务成本，即向用户发送输出。收入为理论值：token 乘以挂牌价。";
    again: "The same command gives the same bytes:", "同一命令得到逐字节相同的结果：";
    files: "Every number is in cost.csv (one a row) and cost.json (by name).", "所有数字均在 cost.csv（每行一个）与 cost.json（按名称）中。";
    files_and_curves:
        "Every number of the tables is in cost.csv (one a row) and cost.json (by name), those of the curves in curves.csv.",
        "表中所有数字均在 cost.csv（每行一个）与 cost.json（按名称）中，曲线的数字在 curves.csv 中。";

    bill:
        "{provider} pays {total} a month: compute {compute}, data {data}, training {training}, inference {inference}; it sells for {revenue} at posted prices.",
        "{provider} 每月支出 {total}：算力 {compute}，数据 {data}，训练 {training}，推理 {inference}；按挂牌价销售额 {revenue}。";
    token:
        "A million tokens of {product} in its own mix cost {average} on average (input {input}, output {output}) and {full} with training and data, and sell for {price}: a gross margin of {margin}.",
        "{product} 按自身结构的百万 token 平均成本 {average}（输入 {input}，输出 {output}），含训练与数据 {full}，售价 {price}：毛利率 {margin}。";

    // Charts.
    source:
        "Scenario {scenario} · {date} · {software} · reckoned from the scenario's parameters, not a forecast",
        "情景 {scenario} · {date} · {software} · 由情景参数推算，并非预测";
    per_mtok: "{currency} per million tokens", "{currency}/百万 token";
    bill_title: "{provider} pays {total} a month and sells for {revenue}", "{provider} 每月支出 {total}，销售额 {revenue}";
    bill_subtitle:
        "Sales of a month at posted prices, less what the month costs; staff stands outside.",
        "一个月按挂牌价的销售额，减去当月成本；不含人员费用。";
    bill_subtitle_some:
        "Sales of a month at posted prices, less what the month costs; staff stands outside. The {n} providers that spend the most.",
        "一个月按挂牌价的销售额，减去当月成本；不含人员费用。所示为支出最多的 {n} 家厂商。";
    left: "left", "结余";
    no_bill: "nobody has any cost", "没有厂商有成本";
    no_load: "no product serves anything", "没有产品有负载";
    no_volume: "what a token costs does not depend on the volume", "token 成本不随用量变化";
    no_speed: "the speed of serving is not modelled", "未对服务速度建模";

    volume_title:
        "A hundredth of the load would make a token of {product} {times} times as dear; a hundred times the load, {less} cheaper",
        "{product} 的负载若降至百分之一，每个 token 的成本为 {times} 倍；若增至一百倍，只便宜 {less}";
    volume_title_plain:
        "A token of {product} costs {low} per million at a hundredth of the load, {now} here, {high} at a hundred times the load",
        "{product} 的百万 token 成本：负载为百分之一时 {low}，目前 {now}，一百倍时 {high}";
    volume_subtitle:
        "Cost of a million tokens in {product}'s own mix, by tokens served a day; the fleet follows the load. Both scales are logarithmic.",
        "{product} 按自身结构的百万 token 成本与每天服务的 token 量；机群随负载增减。两轴均为对数刻度。";
    given_subtitle:
        "Cost of a million tokens of {product} by tokens served a day, as the scenario gives it. Both scales are logarithmic.",
        "{product} 的百万 token 成本与每天服务的 token 量，按情景所给。两轴均为对数刻度。";
    given_average: "Average", "平均";
    given_floor: "Least of any volume: {cost}", "任何用量下的最低成本：{cost}";
    volume_across: "Tokens served a day", "每天服务的 token";
    one_replica: "One replica", "单个副本";
    one_replica_note:
        "{gpus} GPUs wait for work: cost falls as 1/volume",
        "{gpus} 张加速卡等待任务：成本按 1/用量 下降";
    one_gpu_note: "One GPU waits for work: cost falls as 1/volume", "1 张加速卡等待任务：成本按 1/用量 下降";
    pooling: "Pooling", "汇聚";
    pooling_note:
        "More replicas: the peaks of many users even out, and less stands in reserve",
        "副本增多：众多用户的峰值相互抵消，备用产能减少";
    saturated: "Saturated", "饱和";
    saturated_note:
        "{all}× the floor: {speed}× to keep the promised speed, {peaks}× for daily peaks and spare",
        "下限的 {all} 倍：保证速度占 {speed} 倍，日内峰值与备用占 {peaks} 倍";
    full_curve: "Full, with training", "完全，含训练";
    average_curve: "Average: fleet ÷ tokens", "平均：机群 ÷ token";
    marginal_curve: "Marginal: one more", "边际：再多一个";
    marginal_idle: "Marginal: on idle GPUs", "边际：用闲置加速卡";
    floor_line: "Floor {cost}: hardware busy every second", "下限 {cost}：硬件每一秒都满载";
    today: "Here: {tokens} tokens a day at {cost}", "此处：每天 {tokens} token，{cost}";
    volume_caption:
        "{product} serves {tokens} tokens a day at an average of {average}; the floor is {floor}, and no load brings the average below {limit}.",
        "{product} 每天服务 {tokens} token，平均成本 {average}；下限为 {floor}，再大的负载也不会使平均成本低于 {limit}。";

    speed_title_times:
        "{product}: to promise {fast} tokens a second instead of {now} makes output {times} times as dear",
        "{product}：承诺速度由每秒 {now} 个 token 提高到 {fast} 个，输出成本变为 {times} 倍";
    speed_title_more:
        "{product}: to promise {fast} tokens a second instead of {now} makes output {more} dearer",
        "{product}：承诺速度由每秒 {now} 个 token 提高到 {fast} 个，输出成本提高 {more}";
    speed_title_limit:
        "{product}: at the promised {now} tokens a second a million output tokens cost {cost}; a user alone would get {fastest}",
        "{product}：按承诺的每秒 {now} 个 token，百万输出 token 成本为 {cost}；独占副本的用户可得每秒 {fastest} 个";
    speed_subtitle:
        "Average cost of output by the speed promised to each user: a faster answer needs a smaller batch, so fewer share a GPU.",
        "按对每个用户承诺的速度计算的输出平均成本：回答越快，批量越小，共用加速卡的用户越少。";
    speed_across: "Promised speed, tokens a second for each user", "承诺速度（每个用户每秒 token 数）";
    speed_cost: "Cost", "成本";
    speed_batch: "Batch", "批量";
    speed_batch_unit: "users served at once by a replica of {gpus} GPUs", "{gpus} 张加速卡的副本同时服务的用户数";
    speed_unit: "{currency} per million output tokens", "{currency}/百万输出 token";
    promised: "Promised: {speed} tok/s", "承诺：每秒 {speed} 个";
    memory_bound: "Memory is full", "显存已满";
    memory_bound_note: "A slower promise saves nothing", "承诺更慢也不省钱";
    speed_bound: "The promise binds", "承诺起约束作用";
    speed_bound_note: "Dearer with every token a second, without bound near {fastest} tok/s", "每秒多一个 token 都更贵，接近每秒 {fastest} 个时没有上限";
    speed_caption:
        "At the promised {speed} tokens a second a replica serves {batch} users at once and a million output tokens cost {cost}; alone on a replica a user would get {fastest} tokens a second.",
        "按承诺的每秒 {speed} 个 token，一个副本同时服务 {batch} 个用户，百万输出 token 成本为 {cost}；独占副本的用户可得每秒 {fastest} 个 token。";

    time_title_falls: "Technology alone makes a token of {product} {by} cheaper by {end}", "仅凭技术进步，到 {end} {product} 的 token 成本下降 {by}";
    time_title_flat: "Technology hardly moves the cost of a token of {product}", "技术进步几乎不改变 {product} 的 token 成本";
    time_subtitle:
        "Standard cost of a million tokens in its own mix, by what it pays for, at the same load and mix throughout.",
        "按自身结构的百万 token 标准成本，按用途分；负载与结构始终不变。";
    output_compute: "Output: computing", "输出：算力";
    input_compute: "Input: computing", "输入：算力";
    cached_compute: "Input from the cache", "缓存输入";
    electricity: "Electricity", "电力";
    egress: "Network", "网络";
    standard: "Standard cost", "标准成本";
    time_caption: "The standard cost goes from {first} to {last}.", "标准成本由 {first} 变为 {last}。";
    drivers_title: "{driver} accounts for {share} of the fall in the cost of {product} by {end}", "到 {end}，{product} 成本降幅的 {share} 来自{driver}";
    drivers_subtitle:
        "Standard cost of a million tokens, and what each driver of technology has taken off it since {start} (Shapley contributions, month by month).",
        "百万 token 的标准成本，以及自 {start} 起各技术驱动因素累计降低的金额（逐月沙普利贡献）。";
    left_over: "Cost that is left", "剩余成本";
    before: "Without progress", "没有进步时";
    drivers_caption: "Taken off since the start: {list}.", "自开局起累计降低：{list}。";
    no_progress: "technology does not move what a token costs", "技术不改变其成本";
}
