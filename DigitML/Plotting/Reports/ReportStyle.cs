namespace DigitML.Plotting.Reports;

/// <summary>How the page of a <see cref="TrainingReport"/> looks, in light and dark and on a narrow screen.</summary>
internal static class ReportStyle
{
    /// <summary>
    /// The style sheet. Blue and orange are told apart in every kind of colour blindness, and lines differ in their dashes too.
    /// It holds no character that XML would take for markup.
    /// </summary>
    public const string Sheet = """
        :root{--ground:#fcfcfb;--card:#fff;--text:#1c1c1a;--quiet:#5c5b57;--rule:#e2e1dc;--blue:42,120,214;--orange:213,94,0;--given:#b3420a}
        @media(prefers-color-scheme:dark){
        :root{--ground:#1a1a19;--card:#232322;--text:#f2f1ee;--quiet:#b5b4ae;--rule:#3d3d3a;--blue:74,148,236;--orange:240,120,50;--given:#f58a55}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 3rem}
        h1{font-size:1.6rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.15rem;margin:2.2rem 0 .3rem}
        p{margin:.2rem 0 .8rem;max-width:46rem}
        .quiet{color:var(--quiet)}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;margin:1rem 0 0}
        .figures div{background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:.6rem .8rem}
        .figures dt{color:var(--quiet);font-size:.85rem}
        .figures dd{margin:0;font-size:1.2rem;font-weight:600}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr));gap:1rem}
        figure{margin:0}
        .charts figure{background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:.6rem .6rem .3rem}
        .charts figcaption{font-weight:600;padding-left:.3rem}
        .chart{display:block;width:100%;height:auto;font-size:12px}
        .chart text{fill:var(--text)} .chart .tick{fill:var(--quiet)}
        .end{text-anchor:end} .middle{text-anchor:middle}
        .grid{stroke:var(--rule)} .axis{stroke:var(--quiet)}
        .line{fill:none;stroke-width:2;stroke-linejoin:round}
        .training,.rate{stroke:rgb(var(--blue))} .mark.training{fill:rgb(var(--blue))}
        .validation{stroke:rgb(var(--orange))} .line.validation{stroke-dasharray:7 4} .mark.validation{fill:var(--card);stroke-width:2}
        .faint{stroke:rgba(var(--blue),.4);stroke-width:1}
        details{margin-top:.8rem} summary{cursor:pointer}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        th{font-weight:600;text-align:left}
        .numbers th,.numbers td{padding:.2rem .7rem;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}
        .numbers th:first-child,.numbers .word,.numbers .bar{text-align:left}
        .total th,.total td{border-bottom:0;font-weight:600} .numbers .total td{white-space:normal}
        .bar span{display:inline-block;width:calc(var(--share)*5rem);height:.65rem;margin-right:.4rem;border-radius:2px;vertical-align:baseline}
        .missed{background:rgb(var(--orange))} .mistaken{background:rgb(var(--blue))}
        .confusion{border-collapse:separate;border-spacing:2px}
        .confusion th,.confusion td{padding:.25rem .2rem;text-align:center;min-width:2.9rem}
        .confusion th:first-child{text-align:right;padding-right:.5rem}
        .confusion .turned{vertical-align:bottom}
        .turned span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}
        .confusion td{border-radius:3px}
        .none{color:var(--quiet);opacity:.6}
        .right{background:rgba(var(--blue),calc(var(--shade)*.5))}
        .wrong{background:rgba(var(--orange),calc(var(--shade)*.6))}
        .share{color:var(--quiet)}
        .errors{display:grid;grid-template-columns:repeat(auto-fill,minmax(5.1rem,1fr));gap:1rem .8rem}
        .errors img{display:block;width:100%;max-width:10rem;image-rendering:pixelated;border-radius:4px}
        .errors span{display:block;line-height:1.35;overflow-wrap:anywhere}
        .given{color:var(--given);font-weight:600}
        .facts th,.facts td{padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--rule);vertical-align:top;text-align:left}
        .facts th{font-weight:400;color:var(--quiet)} .facts td{overflow-wrap:anywhere}
        @media(max-width:600px){body{font-size:14px} .confusion{font-size:10.5px;border-spacing:1px}
        .confusion th,.confusion td{padding:.2rem 0;min-width:23px} .confusion th:first-child{padding-right:.25rem}
        .numbers{font-size:12px} .numbers th,.numbers td{padding:.2rem .3rem} .bar span{width:calc(var(--share)*1.5rem);margin-right:.2rem}
        .figures{grid-template-columns:repeat(2,1fr)} .errors{grid-template-columns:repeat(4,1fr);gap:.6rem} .errors span{font-size:12px}}
        """;
}
