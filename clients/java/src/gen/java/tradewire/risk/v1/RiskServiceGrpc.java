package tradewire.risk.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Owns limits, verdicts, reservations, breakers, kill switches and the view of
 * each portfolio's risk. It answers and directs; it never calls execution.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class RiskServiceGrpc {

  private RiskServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.risk.v1.RiskService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.CheckOrderRequest,
      tradewire.risk.v1.Verdict> getCheckOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CheckOrder",
      requestType = tradewire.risk.v1.CheckOrderRequest.class,
      responseType = tradewire.risk.v1.Verdict.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.CheckOrderRequest,
      tradewire.risk.v1.Verdict> getCheckOrderMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.CheckOrderRequest, tradewire.risk.v1.Verdict> getCheckOrderMethod;
    if ((getCheckOrderMethod = RiskServiceGrpc.getCheckOrderMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getCheckOrderMethod = RiskServiceGrpc.getCheckOrderMethod) == null) {
          RiskServiceGrpc.getCheckOrderMethod = getCheckOrderMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.CheckOrderRequest, tradewire.risk.v1.Verdict>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CheckOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.CheckOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.Verdict.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("CheckOrder"))
              .build();
        }
      }
    }
    return getCheckOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.SizePositionRequest,
      tradewire.risk.v1.Sizing> getSizePositionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SizePosition",
      requestType = tradewire.risk.v1.SizePositionRequest.class,
      responseType = tradewire.risk.v1.Sizing.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.SizePositionRequest,
      tradewire.risk.v1.Sizing> getSizePositionMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.SizePositionRequest, tradewire.risk.v1.Sizing> getSizePositionMethod;
    if ((getSizePositionMethod = RiskServiceGrpc.getSizePositionMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getSizePositionMethod = RiskServiceGrpc.getSizePositionMethod) == null) {
          RiskServiceGrpc.getSizePositionMethod = getSizePositionMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.SizePositionRequest, tradewire.risk.v1.Sizing>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SizePosition"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.SizePositionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.Sizing.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("SizePosition"))
              .build();
        }
      }
    }
    return getSizePositionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.GetMaxSizeRequest,
      tradewire.risk.v1.GetMaxSizeResponse> getGetMaxSizeMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetMaxSize",
      requestType = tradewire.risk.v1.GetMaxSizeRequest.class,
      responseType = tradewire.risk.v1.GetMaxSizeResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.GetMaxSizeRequest,
      tradewire.risk.v1.GetMaxSizeResponse> getGetMaxSizeMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.GetMaxSizeRequest, tradewire.risk.v1.GetMaxSizeResponse> getGetMaxSizeMethod;
    if ((getGetMaxSizeMethod = RiskServiceGrpc.getGetMaxSizeMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getGetMaxSizeMethod = RiskServiceGrpc.getGetMaxSizeMethod) == null) {
          RiskServiceGrpc.getGetMaxSizeMethod = getGetMaxSizeMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.GetMaxSizeRequest, tradewire.risk.v1.GetMaxSizeResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetMaxSize"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.GetMaxSizeRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.GetMaxSizeResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("GetMaxSize"))
              .build();
        }
      }
    }
    return getGetMaxSizeMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.GetVerdictRequest,
      tradewire.risk.v1.Verdict> getGetVerdictMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetVerdict",
      requestType = tradewire.risk.v1.GetVerdictRequest.class,
      responseType = tradewire.risk.v1.Verdict.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.GetVerdictRequest,
      tradewire.risk.v1.Verdict> getGetVerdictMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.GetVerdictRequest, tradewire.risk.v1.Verdict> getGetVerdictMethod;
    if ((getGetVerdictMethod = RiskServiceGrpc.getGetVerdictMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getGetVerdictMethod = RiskServiceGrpc.getGetVerdictMethod) == null) {
          RiskServiceGrpc.getGetVerdictMethod = getGetVerdictMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.GetVerdictRequest, tradewire.risk.v1.Verdict>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetVerdict"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.GetVerdictRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.Verdict.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("GetVerdict"))
              .build();
        }
      }
    }
    return getGetVerdictMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.ListVerdictsRequest,
      tradewire.risk.v1.ListVerdictsResponse> getListVerdictsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListVerdicts",
      requestType = tradewire.risk.v1.ListVerdictsRequest.class,
      responseType = tradewire.risk.v1.ListVerdictsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.ListVerdictsRequest,
      tradewire.risk.v1.ListVerdictsResponse> getListVerdictsMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.ListVerdictsRequest, tradewire.risk.v1.ListVerdictsResponse> getListVerdictsMethod;
    if ((getListVerdictsMethod = RiskServiceGrpc.getListVerdictsMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getListVerdictsMethod = RiskServiceGrpc.getListVerdictsMethod) == null) {
          RiskServiceGrpc.getListVerdictsMethod = getListVerdictsMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.ListVerdictsRequest, tradewire.risk.v1.ListVerdictsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListVerdicts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListVerdictsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListVerdictsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("ListVerdicts"))
              .build();
        }
      }
    }
    return getListVerdictsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.GetLimitsRequest,
      tradewire.risk.v1.Limits> getGetLimitsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetLimits",
      requestType = tradewire.risk.v1.GetLimitsRequest.class,
      responseType = tradewire.risk.v1.Limits.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.GetLimitsRequest,
      tradewire.risk.v1.Limits> getGetLimitsMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.GetLimitsRequest, tradewire.risk.v1.Limits> getGetLimitsMethod;
    if ((getGetLimitsMethod = RiskServiceGrpc.getGetLimitsMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getGetLimitsMethod = RiskServiceGrpc.getGetLimitsMethod) == null) {
          RiskServiceGrpc.getGetLimitsMethod = getGetLimitsMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.GetLimitsRequest, tradewire.risk.v1.Limits>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetLimits"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.GetLimitsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.Limits.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("GetLimits"))
              .build();
        }
      }
    }
    return getGetLimitsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.ListLimitsRequest,
      tradewire.risk.v1.ListLimitsResponse> getListLimitsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListLimits",
      requestType = tradewire.risk.v1.ListLimitsRequest.class,
      responseType = tradewire.risk.v1.ListLimitsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.ListLimitsRequest,
      tradewire.risk.v1.ListLimitsResponse> getListLimitsMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.ListLimitsRequest, tradewire.risk.v1.ListLimitsResponse> getListLimitsMethod;
    if ((getListLimitsMethod = RiskServiceGrpc.getListLimitsMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getListLimitsMethod = RiskServiceGrpc.getListLimitsMethod) == null) {
          RiskServiceGrpc.getListLimitsMethod = getListLimitsMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.ListLimitsRequest, tradewire.risk.v1.ListLimitsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListLimits"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListLimitsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListLimitsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("ListLimits"))
              .build();
        }
      }
    }
    return getListLimitsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.UpdateLimitsRequest,
      tradewire.risk.v1.Limits> getUpdateLimitsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateLimits",
      requestType = tradewire.risk.v1.UpdateLimitsRequest.class,
      responseType = tradewire.risk.v1.Limits.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.UpdateLimitsRequest,
      tradewire.risk.v1.Limits> getUpdateLimitsMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.UpdateLimitsRequest, tradewire.risk.v1.Limits> getUpdateLimitsMethod;
    if ((getUpdateLimitsMethod = RiskServiceGrpc.getUpdateLimitsMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getUpdateLimitsMethod = RiskServiceGrpc.getUpdateLimitsMethod) == null) {
          RiskServiceGrpc.getUpdateLimitsMethod = getUpdateLimitsMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.UpdateLimitsRequest, tradewire.risk.v1.Limits>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateLimits"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.UpdateLimitsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.Limits.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("UpdateLimits"))
              .build();
        }
      }
    }
    return getUpdateLimitsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.GetEffectiveLimitsRequest,
      tradewire.risk.v1.EffectiveLimits> getGetEffectiveLimitsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetEffectiveLimits",
      requestType = tradewire.risk.v1.GetEffectiveLimitsRequest.class,
      responseType = tradewire.risk.v1.EffectiveLimits.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.GetEffectiveLimitsRequest,
      tradewire.risk.v1.EffectiveLimits> getGetEffectiveLimitsMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.GetEffectiveLimitsRequest, tradewire.risk.v1.EffectiveLimits> getGetEffectiveLimitsMethod;
    if ((getGetEffectiveLimitsMethod = RiskServiceGrpc.getGetEffectiveLimitsMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getGetEffectiveLimitsMethod = RiskServiceGrpc.getGetEffectiveLimitsMethod) == null) {
          RiskServiceGrpc.getGetEffectiveLimitsMethod = getGetEffectiveLimitsMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.GetEffectiveLimitsRequest, tradewire.risk.v1.EffectiveLimits>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetEffectiveLimits"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.GetEffectiveLimitsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.EffectiveLimits.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("GetEffectiveLimits"))
              .build();
        }
      }
    }
    return getGetEffectiveLimitsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.GetBreakerRequest,
      tradewire.risk.v1.CircuitBreaker> getGetBreakerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetBreaker",
      requestType = tradewire.risk.v1.GetBreakerRequest.class,
      responseType = tradewire.risk.v1.CircuitBreaker.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.GetBreakerRequest,
      tradewire.risk.v1.CircuitBreaker> getGetBreakerMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.GetBreakerRequest, tradewire.risk.v1.CircuitBreaker> getGetBreakerMethod;
    if ((getGetBreakerMethod = RiskServiceGrpc.getGetBreakerMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getGetBreakerMethod = RiskServiceGrpc.getGetBreakerMethod) == null) {
          RiskServiceGrpc.getGetBreakerMethod = getGetBreakerMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.GetBreakerRequest, tradewire.risk.v1.CircuitBreaker>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetBreaker"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.GetBreakerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.CircuitBreaker.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("GetBreaker"))
              .build();
        }
      }
    }
    return getGetBreakerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.ListBreakersRequest,
      tradewire.risk.v1.ListBreakersResponse> getListBreakersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListBreakers",
      requestType = tradewire.risk.v1.ListBreakersRequest.class,
      responseType = tradewire.risk.v1.ListBreakersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.ListBreakersRequest,
      tradewire.risk.v1.ListBreakersResponse> getListBreakersMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.ListBreakersRequest, tradewire.risk.v1.ListBreakersResponse> getListBreakersMethod;
    if ((getListBreakersMethod = RiskServiceGrpc.getListBreakersMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getListBreakersMethod = RiskServiceGrpc.getListBreakersMethod) == null) {
          RiskServiceGrpc.getListBreakersMethod = getListBreakersMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.ListBreakersRequest, tradewire.risk.v1.ListBreakersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListBreakers"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListBreakersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListBreakersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("ListBreakers"))
              .build();
        }
      }
    }
    return getListBreakersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.TripBreakerRequest,
      tradewire.risk.v1.CircuitBreaker> getTripBreakerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "TripBreaker",
      requestType = tradewire.risk.v1.TripBreakerRequest.class,
      responseType = tradewire.risk.v1.CircuitBreaker.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.TripBreakerRequest,
      tradewire.risk.v1.CircuitBreaker> getTripBreakerMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.TripBreakerRequest, tradewire.risk.v1.CircuitBreaker> getTripBreakerMethod;
    if ((getTripBreakerMethod = RiskServiceGrpc.getTripBreakerMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getTripBreakerMethod = RiskServiceGrpc.getTripBreakerMethod) == null) {
          RiskServiceGrpc.getTripBreakerMethod = getTripBreakerMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.TripBreakerRequest, tradewire.risk.v1.CircuitBreaker>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "TripBreaker"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.TripBreakerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.CircuitBreaker.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("TripBreaker"))
              .build();
        }
      }
    }
    return getTripBreakerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.ResetBreakerRequest,
      tradewire.risk.v1.CircuitBreaker> getResetBreakerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResetBreaker",
      requestType = tradewire.risk.v1.ResetBreakerRequest.class,
      responseType = tradewire.risk.v1.CircuitBreaker.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.ResetBreakerRequest,
      tradewire.risk.v1.CircuitBreaker> getResetBreakerMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.ResetBreakerRequest, tradewire.risk.v1.CircuitBreaker> getResetBreakerMethod;
    if ((getResetBreakerMethod = RiskServiceGrpc.getResetBreakerMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getResetBreakerMethod = RiskServiceGrpc.getResetBreakerMethod) == null) {
          RiskServiceGrpc.getResetBreakerMethod = getResetBreakerMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.ResetBreakerRequest, tradewire.risk.v1.CircuitBreaker>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResetBreaker"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ResetBreakerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.CircuitBreaker.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("ResetBreaker"))
              .build();
        }
      }
    }
    return getResetBreakerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.GetKillSwitchRequest,
      tradewire.risk.v1.KillSwitch> getGetKillSwitchMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetKillSwitch",
      requestType = tradewire.risk.v1.GetKillSwitchRequest.class,
      responseType = tradewire.risk.v1.KillSwitch.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.GetKillSwitchRequest,
      tradewire.risk.v1.KillSwitch> getGetKillSwitchMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.GetKillSwitchRequest, tradewire.risk.v1.KillSwitch> getGetKillSwitchMethod;
    if ((getGetKillSwitchMethod = RiskServiceGrpc.getGetKillSwitchMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getGetKillSwitchMethod = RiskServiceGrpc.getGetKillSwitchMethod) == null) {
          RiskServiceGrpc.getGetKillSwitchMethod = getGetKillSwitchMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.GetKillSwitchRequest, tradewire.risk.v1.KillSwitch>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetKillSwitch"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.GetKillSwitchRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.KillSwitch.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("GetKillSwitch"))
              .build();
        }
      }
    }
    return getGetKillSwitchMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.ListKillSwitchesRequest,
      tradewire.risk.v1.ListKillSwitchesResponse> getListKillSwitchesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListKillSwitches",
      requestType = tradewire.risk.v1.ListKillSwitchesRequest.class,
      responseType = tradewire.risk.v1.ListKillSwitchesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.ListKillSwitchesRequest,
      tradewire.risk.v1.ListKillSwitchesResponse> getListKillSwitchesMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.ListKillSwitchesRequest, tradewire.risk.v1.ListKillSwitchesResponse> getListKillSwitchesMethod;
    if ((getListKillSwitchesMethod = RiskServiceGrpc.getListKillSwitchesMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getListKillSwitchesMethod = RiskServiceGrpc.getListKillSwitchesMethod) == null) {
          RiskServiceGrpc.getListKillSwitchesMethod = getListKillSwitchesMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.ListKillSwitchesRequest, tradewire.risk.v1.ListKillSwitchesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListKillSwitches"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListKillSwitchesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListKillSwitchesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("ListKillSwitches"))
              .build();
        }
      }
    }
    return getListKillSwitchesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.EngageKillSwitchRequest,
      tradewire.risk.v1.KillSwitch> getEngageKillSwitchMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "EngageKillSwitch",
      requestType = tradewire.risk.v1.EngageKillSwitchRequest.class,
      responseType = tradewire.risk.v1.KillSwitch.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.EngageKillSwitchRequest,
      tradewire.risk.v1.KillSwitch> getEngageKillSwitchMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.EngageKillSwitchRequest, tradewire.risk.v1.KillSwitch> getEngageKillSwitchMethod;
    if ((getEngageKillSwitchMethod = RiskServiceGrpc.getEngageKillSwitchMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getEngageKillSwitchMethod = RiskServiceGrpc.getEngageKillSwitchMethod) == null) {
          RiskServiceGrpc.getEngageKillSwitchMethod = getEngageKillSwitchMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.EngageKillSwitchRequest, tradewire.risk.v1.KillSwitch>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "EngageKillSwitch"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.EngageKillSwitchRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.KillSwitch.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("EngageKillSwitch"))
              .build();
        }
      }
    }
    return getEngageKillSwitchMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.ReleaseKillSwitchRequest,
      tradewire.risk.v1.KillSwitch> getReleaseKillSwitchMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReleaseKillSwitch",
      requestType = tradewire.risk.v1.ReleaseKillSwitchRequest.class,
      responseType = tradewire.risk.v1.KillSwitch.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.ReleaseKillSwitchRequest,
      tradewire.risk.v1.KillSwitch> getReleaseKillSwitchMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.ReleaseKillSwitchRequest, tradewire.risk.v1.KillSwitch> getReleaseKillSwitchMethod;
    if ((getReleaseKillSwitchMethod = RiskServiceGrpc.getReleaseKillSwitchMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getReleaseKillSwitchMethod = RiskServiceGrpc.getReleaseKillSwitchMethod) == null) {
          RiskServiceGrpc.getReleaseKillSwitchMethod = getReleaseKillSwitchMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.ReleaseKillSwitchRequest, tradewire.risk.v1.KillSwitch>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReleaseKillSwitch"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ReleaseKillSwitchRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.KillSwitch.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("ReleaseKillSwitch"))
              .build();
        }
      }
    }
    return getReleaseKillSwitchMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.GetPortfolioRiskRequest,
      tradewire.risk.v1.PortfolioRisk> getGetPortfolioRiskMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetPortfolioRisk",
      requestType = tradewire.risk.v1.GetPortfolioRiskRequest.class,
      responseType = tradewire.risk.v1.PortfolioRisk.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.GetPortfolioRiskRequest,
      tradewire.risk.v1.PortfolioRisk> getGetPortfolioRiskMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.GetPortfolioRiskRequest, tradewire.risk.v1.PortfolioRisk> getGetPortfolioRiskMethod;
    if ((getGetPortfolioRiskMethod = RiskServiceGrpc.getGetPortfolioRiskMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getGetPortfolioRiskMethod = RiskServiceGrpc.getGetPortfolioRiskMethod) == null) {
          RiskServiceGrpc.getGetPortfolioRiskMethod = getGetPortfolioRiskMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.GetPortfolioRiskRequest, tradewire.risk.v1.PortfolioRisk>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetPortfolioRisk"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.GetPortfolioRiskRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.PortfolioRisk.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("GetPortfolioRisk"))
              .build();
        }
      }
    }
    return getGetPortfolioRiskMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.StreamPortfolioRiskRequest,
      tradewire.risk.v1.StreamPortfolioRiskResponse> getStreamPortfolioRiskMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamPortfolioRisk",
      requestType = tradewire.risk.v1.StreamPortfolioRiskRequest.class,
      responseType = tradewire.risk.v1.StreamPortfolioRiskResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.StreamPortfolioRiskRequest,
      tradewire.risk.v1.StreamPortfolioRiskResponse> getStreamPortfolioRiskMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.StreamPortfolioRiskRequest, tradewire.risk.v1.StreamPortfolioRiskResponse> getStreamPortfolioRiskMethod;
    if ((getStreamPortfolioRiskMethod = RiskServiceGrpc.getStreamPortfolioRiskMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getStreamPortfolioRiskMethod = RiskServiceGrpc.getStreamPortfolioRiskMethod) == null) {
          RiskServiceGrpc.getStreamPortfolioRiskMethod = getStreamPortfolioRiskMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.StreamPortfolioRiskRequest, tradewire.risk.v1.StreamPortfolioRiskResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamPortfolioRisk"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.StreamPortfolioRiskRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.StreamPortfolioRiskResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("StreamPortfolioRisk"))
              .build();
        }
      }
    }
    return getStreamPortfolioRiskMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.StreamDirectivesRequest,
      tradewire.risk.v1.StreamDirectivesResponse> getStreamDirectivesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamDirectives",
      requestType = tradewire.risk.v1.StreamDirectivesRequest.class,
      responseType = tradewire.risk.v1.StreamDirectivesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.StreamDirectivesRequest,
      tradewire.risk.v1.StreamDirectivesResponse> getStreamDirectivesMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.StreamDirectivesRequest, tradewire.risk.v1.StreamDirectivesResponse> getStreamDirectivesMethod;
    if ((getStreamDirectivesMethod = RiskServiceGrpc.getStreamDirectivesMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getStreamDirectivesMethod = RiskServiceGrpc.getStreamDirectivesMethod) == null) {
          RiskServiceGrpc.getStreamDirectivesMethod = getStreamDirectivesMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.StreamDirectivesRequest, tradewire.risk.v1.StreamDirectivesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamDirectives"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.StreamDirectivesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.StreamDirectivesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("StreamDirectives"))
              .build();
        }
      }
    }
    return getStreamDirectivesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.ListRiskEventsRequest,
      tradewire.risk.v1.ListRiskEventsResponse> getListRiskEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListRiskEvents",
      requestType = tradewire.risk.v1.ListRiskEventsRequest.class,
      responseType = tradewire.risk.v1.ListRiskEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.ListRiskEventsRequest,
      tradewire.risk.v1.ListRiskEventsResponse> getListRiskEventsMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.ListRiskEventsRequest, tradewire.risk.v1.ListRiskEventsResponse> getListRiskEventsMethod;
    if ((getListRiskEventsMethod = RiskServiceGrpc.getListRiskEventsMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getListRiskEventsMethod = RiskServiceGrpc.getListRiskEventsMethod) == null) {
          RiskServiceGrpc.getListRiskEventsMethod = getListRiskEventsMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.ListRiskEventsRequest, tradewire.risk.v1.ListRiskEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListRiskEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListRiskEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListRiskEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("ListRiskEvents"))
              .build();
        }
      }
    }
    return getListRiskEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.StreamRiskEventsRequest,
      tradewire.risk.v1.StreamRiskEventsResponse> getStreamRiskEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamRiskEvents",
      requestType = tradewire.risk.v1.StreamRiskEventsRequest.class,
      responseType = tradewire.risk.v1.StreamRiskEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.StreamRiskEventsRequest,
      tradewire.risk.v1.StreamRiskEventsResponse> getStreamRiskEventsMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.StreamRiskEventsRequest, tradewire.risk.v1.StreamRiskEventsResponse> getStreamRiskEventsMethod;
    if ((getStreamRiskEventsMethod = RiskServiceGrpc.getStreamRiskEventsMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getStreamRiskEventsMethod = RiskServiceGrpc.getStreamRiskEventsMethod) == null) {
          RiskServiceGrpc.getStreamRiskEventsMethod = getStreamRiskEventsMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.StreamRiskEventsRequest, tradewire.risk.v1.StreamRiskEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamRiskEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.StreamRiskEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.StreamRiskEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("StreamRiskEvents"))
              .build();
        }
      }
    }
    return getStreamRiskEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.risk.v1.ListAuditEntriesRequest,
      tradewire.risk.v1.ListAuditEntriesResponse> getListAuditEntriesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAuditEntries",
      requestType = tradewire.risk.v1.ListAuditEntriesRequest.class,
      responseType = tradewire.risk.v1.ListAuditEntriesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.risk.v1.ListAuditEntriesRequest,
      tradewire.risk.v1.ListAuditEntriesResponse> getListAuditEntriesMethod() {
    io.grpc.MethodDescriptor<tradewire.risk.v1.ListAuditEntriesRequest, tradewire.risk.v1.ListAuditEntriesResponse> getListAuditEntriesMethod;
    if ((getListAuditEntriesMethod = RiskServiceGrpc.getListAuditEntriesMethod) == null) {
      synchronized (RiskServiceGrpc.class) {
        if ((getListAuditEntriesMethod = RiskServiceGrpc.getListAuditEntriesMethod) == null) {
          RiskServiceGrpc.getListAuditEntriesMethod = getListAuditEntriesMethod =
              io.grpc.MethodDescriptor.<tradewire.risk.v1.ListAuditEntriesRequest, tradewire.risk.v1.ListAuditEntriesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAuditEntries"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListAuditEntriesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.risk.v1.ListAuditEntriesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RiskServiceMethodDescriptorSupplier("ListAuditEntries"))
              .build();
        }
      }
    }
    return getListAuditEntriesMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static RiskServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RiskServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RiskServiceStub>() {
        @java.lang.Override
        public RiskServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RiskServiceStub(channel, callOptions);
        }
      };
    return RiskServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static RiskServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RiskServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RiskServiceBlockingV2Stub>() {
        @java.lang.Override
        public RiskServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RiskServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return RiskServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static RiskServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RiskServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RiskServiceBlockingStub>() {
        @java.lang.Override
        public RiskServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RiskServiceBlockingStub(channel, callOptions);
        }
      };
    return RiskServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static RiskServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RiskServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RiskServiceFutureStub>() {
        @java.lang.Override
        public RiskServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RiskServiceFutureStub(channel, callOptions);
        }
      };
    return RiskServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Owns limits, verdicts, reservations, breakers, kill switches and the view of
   * each portfolio's risk. It answers and directs; it never calls execution.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Sizes an order, evaluates every rule, and approves or refuses it with the
     * value and limit of each. An approval holds a reservation. A refusal is an
     * answer, not an error.
     * </pre>
     */
    default void checkOrder(tradewire.risk.v1.CheckOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Verdict> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCheckOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells how large an order would be made, and why. Reserves nothing.
     * </pre>
     */
    default void sizePosition(tradewire.risk.v1.SizePositionRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Sizing> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSizePositionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells how much can be bought and sold at most, and which rule decides.
     * </pre>
     */
    default void getMaxSize(tradewire.risk.v1.GetMaxSizeRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.GetMaxSizeResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetMaxSizeMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a verdict with its table of rules.
     * </pre>
     */
    default void getVerdict(tradewire.risk.v1.GetVerdictRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Verdict> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetVerdictMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists verdicts, newest first.
     * </pre>
     */
    default void listVerdicts(tradewire.risk.v1.ListVerdictsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListVerdictsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListVerdictsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets the limits of an account, strategy or environment.
     * </pre>
     */
    default void getLimits(tradewire.risk.v1.GetLimitsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Limits> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetLimitsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists all limits, by id.
     * </pre>
     */
    default void listLimits(tradewire.risk.v1.ListLimitsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListLimitsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListLimitsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets or changes the masked fields of limits. ABORTED where the etag is an
     * older one; UNIMPLEMENTED, naming it, where a rule is not evaluated yet.
     * </pre>
     */
    default void updateLimits(tradewire.risk.v1.UpdateLimitsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Limits> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateLimitsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells which limits apply to an order of a strategy in an account, and
     * where each comes from.
     * </pre>
     */
    default void getEffectiveLimits(tradewire.risk.v1.GetEffectiveLimitsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.EffectiveLimits> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetEffectiveLimitsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void getBreaker(tradewire.risk.v1.GetBreakerRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetBreakerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists circuit breakers, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listBreakers(tradewire.risk.v1.ListBreakersRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListBreakersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListBreakersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Trips a circuit breaker by hand. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void tripBreaker(tradewire.risk.v1.TripBreakerRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getTripBreakerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Resets a tripped circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void resetBreaker(tradewire.risk.v1.ResetBreakerRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResetBreakerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a kill switch; one never engaged is not engaged.
     * </pre>
     */
    default void getKillSwitch(tradewire.risk.v1.GetKillSwitchRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetKillSwitchMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists kill switches, by id.
     * </pre>
     */
    default void listKillSwitches(tradewire.risk.v1.ListKillSwitchesRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListKillSwitchesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListKillSwitchesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Stops everything, an account or a strategy at once: no approval from the
     * answer on, and a Halt for each account concerned.
     * </pre>
     */
    default void engageKillSwitch(tradewire.risk.v1.EngageKillSwitchRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getEngageKillSwitchMethod(), responseObserver);
    }

    /**
     * <pre>
     * Takes an engagement back: a Resume for each account concerned.
     * </pre>
     */
    default void releaseKillSwitch(tradewire.risk.v1.ReleaseKillSwitchRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReleaseKillSwitchMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells what risk sees of an account now.
     * </pre>
     */
    default void getPortfolioRisk(tradewire.risk.v1.GetPortfolioRiskRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.PortfolioRisk> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetPortfolioRiskMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams what risk sees of an account.
     * </pre>
     */
    default void streamPortfolioRisk(tradewire.risk.v1.StreamPortfolioRiskRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamPortfolioRiskResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamPortfolioRiskMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams an account's directives, resumable without loss: execution's way
     * to them when the bus is down.
     * </pre>
     */
    default void streamDirectives(tradewire.risk.v1.StreamDirectivesRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamDirectivesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamDirectivesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a range of an account's risk events, oldest first.
     * </pre>
     */
    default void listRiskEvents(tradewire.risk.v1.ListRiskEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListRiskEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRiskEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams an account's risk events, resumable without loss. The same events
     * as on the bus.
     * </pre>
     */
    default void streamRiskEvents(tradewire.risk.v1.StreamRiskEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamRiskEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamRiskEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists who changed what at risk, and when, newest first.
     * </pre>
     */
    default void listAuditEntries(tradewire.risk.v1.ListAuditEntriesRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListAuditEntriesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAuditEntriesMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service RiskService.
   * <pre>
   * Owns limits, verdicts, reservations, breakers, kill switches and the view of
   * each portfolio's risk. It answers and directs; it never calls execution.
   * </pre>
   */
  public static abstract class RiskServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return RiskServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service RiskService.
   * <pre>
   * Owns limits, verdicts, reservations, breakers, kill switches and the view of
   * each portfolio's risk. It answers and directs; it never calls execution.
   * </pre>
   */
  public static final class RiskServiceStub
      extends io.grpc.stub.AbstractAsyncStub<RiskServiceStub> {
    private RiskServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RiskServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RiskServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Sizes an order, evaluates every rule, and approves or refuses it with the
     * value and limit of each. An approval holds a reservation. A refusal is an
     * answer, not an error.
     * </pre>
     */
    public void checkOrder(tradewire.risk.v1.CheckOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Verdict> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCheckOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells how large an order would be made, and why. Reserves nothing.
     * </pre>
     */
    public void sizePosition(tradewire.risk.v1.SizePositionRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Sizing> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSizePositionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells how much can be bought and sold at most, and which rule decides.
     * </pre>
     */
    public void getMaxSize(tradewire.risk.v1.GetMaxSizeRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.GetMaxSizeResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetMaxSizeMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a verdict with its table of rules.
     * </pre>
     */
    public void getVerdict(tradewire.risk.v1.GetVerdictRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Verdict> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetVerdictMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists verdicts, newest first.
     * </pre>
     */
    public void listVerdicts(tradewire.risk.v1.ListVerdictsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListVerdictsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListVerdictsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets the limits of an account, strategy or environment.
     * </pre>
     */
    public void getLimits(tradewire.risk.v1.GetLimitsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Limits> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetLimitsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists all limits, by id.
     * </pre>
     */
    public void listLimits(tradewire.risk.v1.ListLimitsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListLimitsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListLimitsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets or changes the masked fields of limits. ABORTED where the etag is an
     * older one; UNIMPLEMENTED, naming it, where a rule is not evaluated yet.
     * </pre>
     */
    public void updateLimits(tradewire.risk.v1.UpdateLimitsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.Limits> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateLimitsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells which limits apply to an order of a strategy in an account, and
     * where each comes from.
     * </pre>
     */
    public void getEffectiveLimits(tradewire.risk.v1.GetEffectiveLimitsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.EffectiveLimits> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetEffectiveLimitsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void getBreaker(tradewire.risk.v1.GetBreakerRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetBreakerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists circuit breakers, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listBreakers(tradewire.risk.v1.ListBreakersRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListBreakersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListBreakersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Trips a circuit breaker by hand. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void tripBreaker(tradewire.risk.v1.TripBreakerRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getTripBreakerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Resets a tripped circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void resetBreaker(tradewire.risk.v1.ResetBreakerRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResetBreakerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a kill switch; one never engaged is not engaged.
     * </pre>
     */
    public void getKillSwitch(tradewire.risk.v1.GetKillSwitchRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetKillSwitchMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists kill switches, by id.
     * </pre>
     */
    public void listKillSwitches(tradewire.risk.v1.ListKillSwitchesRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListKillSwitchesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListKillSwitchesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Stops everything, an account or a strategy at once: no approval from the
     * answer on, and a Halt for each account concerned.
     * </pre>
     */
    public void engageKillSwitch(tradewire.risk.v1.EngageKillSwitchRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getEngageKillSwitchMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Takes an engagement back: a Resume for each account concerned.
     * </pre>
     */
    public void releaseKillSwitch(tradewire.risk.v1.ReleaseKillSwitchRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReleaseKillSwitchMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells what risk sees of an account now.
     * </pre>
     */
    public void getPortfolioRisk(tradewire.risk.v1.GetPortfolioRiskRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.PortfolioRisk> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetPortfolioRiskMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams what risk sees of an account.
     * </pre>
     */
    public void streamPortfolioRisk(tradewire.risk.v1.StreamPortfolioRiskRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamPortfolioRiskResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamPortfolioRiskMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams an account's directives, resumable without loss: execution's way
     * to them when the bus is down.
     * </pre>
     */
    public void streamDirectives(tradewire.risk.v1.StreamDirectivesRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamDirectivesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamDirectivesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a range of an account's risk events, oldest first.
     * </pre>
     */
    public void listRiskEvents(tradewire.risk.v1.ListRiskEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListRiskEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRiskEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams an account's risk events, resumable without loss. The same events
     * as on the bus.
     * </pre>
     */
    public void streamRiskEvents(tradewire.risk.v1.StreamRiskEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamRiskEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamRiskEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists who changed what at risk, and when, newest first.
     * </pre>
     */
    public void listAuditEntries(tradewire.risk.v1.ListAuditEntriesRequest request,
        io.grpc.stub.StreamObserver<tradewire.risk.v1.ListAuditEntriesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAuditEntriesMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service RiskService.
   * <pre>
   * Owns limits, verdicts, reservations, breakers, kill switches and the view of
   * each portfolio's risk. It answers and directs; it never calls execution.
   * </pre>
   */
  public static final class RiskServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<RiskServiceBlockingV2Stub> {
    private RiskServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RiskServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RiskServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Sizes an order, evaluates every rule, and approves or refuses it with the
     * value and limit of each. An approval holds a reservation. A refusal is an
     * answer, not an error.
     * </pre>
     */
    public tradewire.risk.v1.Verdict checkOrder(tradewire.risk.v1.CheckOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCheckOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how large an order would be made, and why. Reserves nothing.
     * </pre>
     */
    public tradewire.risk.v1.Sizing sizePosition(tradewire.risk.v1.SizePositionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSizePositionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how much can be bought and sold at most, and which rule decides.
     * </pre>
     */
    public tradewire.risk.v1.GetMaxSizeResponse getMaxSize(tradewire.risk.v1.GetMaxSizeRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetMaxSizeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a verdict with its table of rules.
     * </pre>
     */
    public tradewire.risk.v1.Verdict getVerdict(tradewire.risk.v1.GetVerdictRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetVerdictMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists verdicts, newest first.
     * </pre>
     */
    public tradewire.risk.v1.ListVerdictsResponse listVerdicts(tradewire.risk.v1.ListVerdictsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListVerdictsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets the limits of an account, strategy or environment.
     * </pre>
     */
    public tradewire.risk.v1.Limits getLimits(tradewire.risk.v1.GetLimitsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetLimitsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists all limits, by id.
     * </pre>
     */
    public tradewire.risk.v1.ListLimitsResponse listLimits(tradewire.risk.v1.ListLimitsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListLimitsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets or changes the masked fields of limits. ABORTED where the etag is an
     * older one; UNIMPLEMENTED, naming it, where a rule is not evaluated yet.
     * </pre>
     */
    public tradewire.risk.v1.Limits updateLimits(tradewire.risk.v1.UpdateLimitsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateLimitsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells which limits apply to an order of a strategy in an account, and
     * where each comes from.
     * </pre>
     */
    public tradewire.risk.v1.EffectiveLimits getEffectiveLimits(tradewire.risk.v1.GetEffectiveLimitsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetEffectiveLimitsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.risk.v1.CircuitBreaker getBreaker(tradewire.risk.v1.GetBreakerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetBreakerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists circuit breakers, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.risk.v1.ListBreakersResponse listBreakers(tradewire.risk.v1.ListBreakersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListBreakersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Trips a circuit breaker by hand. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.risk.v1.CircuitBreaker tripBreaker(tradewire.risk.v1.TripBreakerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getTripBreakerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Resets a tripped circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.risk.v1.CircuitBreaker resetBreaker(tradewire.risk.v1.ResetBreakerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResetBreakerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a kill switch; one never engaged is not engaged.
     * </pre>
     */
    public tradewire.risk.v1.KillSwitch getKillSwitch(tradewire.risk.v1.GetKillSwitchRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetKillSwitchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists kill switches, by id.
     * </pre>
     */
    public tradewire.risk.v1.ListKillSwitchesResponse listKillSwitches(tradewire.risk.v1.ListKillSwitchesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListKillSwitchesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops everything, an account or a strategy at once: no approval from the
     * answer on, and a Halt for each account concerned.
     * </pre>
     */
    public tradewire.risk.v1.KillSwitch engageKillSwitch(tradewire.risk.v1.EngageKillSwitchRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getEngageKillSwitchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes an engagement back: a Resume for each account concerned.
     * </pre>
     */
    public tradewire.risk.v1.KillSwitch releaseKillSwitch(tradewire.risk.v1.ReleaseKillSwitchRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReleaseKillSwitchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells what risk sees of an account now.
     * </pre>
     */
    public tradewire.risk.v1.PortfolioRisk getPortfolioRisk(tradewire.risk.v1.GetPortfolioRiskRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetPortfolioRiskMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams what risk sees of an account.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.risk.v1.StreamPortfolioRiskResponse>
        streamPortfolioRisk(tradewire.risk.v1.StreamPortfolioRiskRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamPortfolioRiskMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams an account's directives, resumable without loss: execution's way
     * to them when the bus is down.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.risk.v1.StreamDirectivesResponse>
        streamDirectives(tradewire.risk.v1.StreamDirectivesRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamDirectivesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a range of an account's risk events, oldest first.
     * </pre>
     */
    public tradewire.risk.v1.ListRiskEventsResponse listRiskEvents(tradewire.risk.v1.ListRiskEventsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRiskEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams an account's risk events, resumable without loss. The same events
     * as on the bus.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.risk.v1.StreamRiskEventsResponse>
        streamRiskEvents(tradewire.risk.v1.StreamRiskEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamRiskEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists who changed what at risk, and when, newest first.
     * </pre>
     */
    public tradewire.risk.v1.ListAuditEntriesResponse listAuditEntries(tradewire.risk.v1.ListAuditEntriesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAuditEntriesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service RiskService.
   * <pre>
   * Owns limits, verdicts, reservations, breakers, kill switches and the view of
   * each portfolio's risk. It answers and directs; it never calls execution.
   * </pre>
   */
  public static final class RiskServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<RiskServiceBlockingStub> {
    private RiskServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RiskServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RiskServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Sizes an order, evaluates every rule, and approves or refuses it with the
     * value and limit of each. An approval holds a reservation. A refusal is an
     * answer, not an error.
     * </pre>
     */
    public tradewire.risk.v1.Verdict checkOrder(tradewire.risk.v1.CheckOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCheckOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how large an order would be made, and why. Reserves nothing.
     * </pre>
     */
    public tradewire.risk.v1.Sizing sizePosition(tradewire.risk.v1.SizePositionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSizePositionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how much can be bought and sold at most, and which rule decides.
     * </pre>
     */
    public tradewire.risk.v1.GetMaxSizeResponse getMaxSize(tradewire.risk.v1.GetMaxSizeRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetMaxSizeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a verdict with its table of rules.
     * </pre>
     */
    public tradewire.risk.v1.Verdict getVerdict(tradewire.risk.v1.GetVerdictRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetVerdictMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists verdicts, newest first.
     * </pre>
     */
    public tradewire.risk.v1.ListVerdictsResponse listVerdicts(tradewire.risk.v1.ListVerdictsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListVerdictsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets the limits of an account, strategy or environment.
     * </pre>
     */
    public tradewire.risk.v1.Limits getLimits(tradewire.risk.v1.GetLimitsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetLimitsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists all limits, by id.
     * </pre>
     */
    public tradewire.risk.v1.ListLimitsResponse listLimits(tradewire.risk.v1.ListLimitsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListLimitsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets or changes the masked fields of limits. ABORTED where the etag is an
     * older one; UNIMPLEMENTED, naming it, where a rule is not evaluated yet.
     * </pre>
     */
    public tradewire.risk.v1.Limits updateLimits(tradewire.risk.v1.UpdateLimitsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateLimitsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells which limits apply to an order of a strategy in an account, and
     * where each comes from.
     * </pre>
     */
    public tradewire.risk.v1.EffectiveLimits getEffectiveLimits(tradewire.risk.v1.GetEffectiveLimitsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetEffectiveLimitsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.risk.v1.CircuitBreaker getBreaker(tradewire.risk.v1.GetBreakerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetBreakerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists circuit breakers, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.risk.v1.ListBreakersResponse listBreakers(tradewire.risk.v1.ListBreakersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListBreakersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Trips a circuit breaker by hand. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.risk.v1.CircuitBreaker tripBreaker(tradewire.risk.v1.TripBreakerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getTripBreakerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Resets a tripped circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.risk.v1.CircuitBreaker resetBreaker(tradewire.risk.v1.ResetBreakerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResetBreakerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a kill switch; one never engaged is not engaged.
     * </pre>
     */
    public tradewire.risk.v1.KillSwitch getKillSwitch(tradewire.risk.v1.GetKillSwitchRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetKillSwitchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists kill switches, by id.
     * </pre>
     */
    public tradewire.risk.v1.ListKillSwitchesResponse listKillSwitches(tradewire.risk.v1.ListKillSwitchesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListKillSwitchesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops everything, an account or a strategy at once: no approval from the
     * answer on, and a Halt for each account concerned.
     * </pre>
     */
    public tradewire.risk.v1.KillSwitch engageKillSwitch(tradewire.risk.v1.EngageKillSwitchRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getEngageKillSwitchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes an engagement back: a Resume for each account concerned.
     * </pre>
     */
    public tradewire.risk.v1.KillSwitch releaseKillSwitch(tradewire.risk.v1.ReleaseKillSwitchRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReleaseKillSwitchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells what risk sees of an account now.
     * </pre>
     */
    public tradewire.risk.v1.PortfolioRisk getPortfolioRisk(tradewire.risk.v1.GetPortfolioRiskRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetPortfolioRiskMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams what risk sees of an account.
     * </pre>
     */
    public java.util.Iterator<tradewire.risk.v1.StreamPortfolioRiskResponse> streamPortfolioRisk(
        tradewire.risk.v1.StreamPortfolioRiskRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamPortfolioRiskMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams an account's directives, resumable without loss: execution's way
     * to them when the bus is down.
     * </pre>
     */
    public java.util.Iterator<tradewire.risk.v1.StreamDirectivesResponse> streamDirectives(
        tradewire.risk.v1.StreamDirectivesRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamDirectivesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a range of an account's risk events, oldest first.
     * </pre>
     */
    public tradewire.risk.v1.ListRiskEventsResponse listRiskEvents(tradewire.risk.v1.ListRiskEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRiskEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams an account's risk events, resumable without loss. The same events
     * as on the bus.
     * </pre>
     */
    public java.util.Iterator<tradewire.risk.v1.StreamRiskEventsResponse> streamRiskEvents(
        tradewire.risk.v1.StreamRiskEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamRiskEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists who changed what at risk, and when, newest first.
     * </pre>
     */
    public tradewire.risk.v1.ListAuditEntriesResponse listAuditEntries(tradewire.risk.v1.ListAuditEntriesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAuditEntriesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service RiskService.
   * <pre>
   * Owns limits, verdicts, reservations, breakers, kill switches and the view of
   * each portfolio's risk. It answers and directs; it never calls execution.
   * </pre>
   */
  public static final class RiskServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<RiskServiceFutureStub> {
    private RiskServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RiskServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RiskServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Sizes an order, evaluates every rule, and approves or refuses it with the
     * value and limit of each. An approval holds a reservation. A refusal is an
     * answer, not an error.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.Verdict> checkOrder(
        tradewire.risk.v1.CheckOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCheckOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells how large an order would be made, and why. Reserves nothing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.Sizing> sizePosition(
        tradewire.risk.v1.SizePositionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSizePositionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells how much can be bought and sold at most, and which rule decides.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.GetMaxSizeResponse> getMaxSize(
        tradewire.risk.v1.GetMaxSizeRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetMaxSizeMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a verdict with its table of rules.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.Verdict> getVerdict(
        tradewire.risk.v1.GetVerdictRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetVerdictMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists verdicts, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.ListVerdictsResponse> listVerdicts(
        tradewire.risk.v1.ListVerdictsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListVerdictsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets the limits of an account, strategy or environment.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.Limits> getLimits(
        tradewire.risk.v1.GetLimitsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetLimitsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists all limits, by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.ListLimitsResponse> listLimits(
        tradewire.risk.v1.ListLimitsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListLimitsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets or changes the masked fields of limits. ABORTED where the etag is an
     * older one; UNIMPLEMENTED, naming it, where a rule is not evaluated yet.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.Limits> updateLimits(
        tradewire.risk.v1.UpdateLimitsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateLimitsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells which limits apply to an order of a strategy in an account, and
     * where each comes from.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.EffectiveLimits> getEffectiveLimits(
        tradewire.risk.v1.GetEffectiveLimitsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetEffectiveLimitsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.CircuitBreaker> getBreaker(
        tradewire.risk.v1.GetBreakerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetBreakerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists circuit breakers, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.ListBreakersResponse> listBreakers(
        tradewire.risk.v1.ListBreakersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListBreakersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Trips a circuit breaker by hand. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.CircuitBreaker> tripBreaker(
        tradewire.risk.v1.TripBreakerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getTripBreakerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Resets a tripped circuit breaker. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.CircuitBreaker> resetBreaker(
        tradewire.risk.v1.ResetBreakerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResetBreakerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a kill switch; one never engaged is not engaged.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.KillSwitch> getKillSwitch(
        tradewire.risk.v1.GetKillSwitchRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetKillSwitchMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists kill switches, by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.ListKillSwitchesResponse> listKillSwitches(
        tradewire.risk.v1.ListKillSwitchesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListKillSwitchesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Stops everything, an account or a strategy at once: no approval from the
     * answer on, and a Halt for each account concerned.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.KillSwitch> engageKillSwitch(
        tradewire.risk.v1.EngageKillSwitchRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getEngageKillSwitchMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Takes an engagement back: a Resume for each account concerned.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.KillSwitch> releaseKillSwitch(
        tradewire.risk.v1.ReleaseKillSwitchRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReleaseKillSwitchMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells what risk sees of an account now.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.PortfolioRisk> getPortfolioRisk(
        tradewire.risk.v1.GetPortfolioRiskRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetPortfolioRiskMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a range of an account's risk events, oldest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.ListRiskEventsResponse> listRiskEvents(
        tradewire.risk.v1.ListRiskEventsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRiskEventsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists who changed what at risk, and when, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.risk.v1.ListAuditEntriesResponse> listAuditEntries(
        tradewire.risk.v1.ListAuditEntriesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAuditEntriesMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CHECK_ORDER = 0;
  private static final int METHODID_SIZE_POSITION = 1;
  private static final int METHODID_GET_MAX_SIZE = 2;
  private static final int METHODID_GET_VERDICT = 3;
  private static final int METHODID_LIST_VERDICTS = 4;
  private static final int METHODID_GET_LIMITS = 5;
  private static final int METHODID_LIST_LIMITS = 6;
  private static final int METHODID_UPDATE_LIMITS = 7;
  private static final int METHODID_GET_EFFECTIVE_LIMITS = 8;
  private static final int METHODID_GET_BREAKER = 9;
  private static final int METHODID_LIST_BREAKERS = 10;
  private static final int METHODID_TRIP_BREAKER = 11;
  private static final int METHODID_RESET_BREAKER = 12;
  private static final int METHODID_GET_KILL_SWITCH = 13;
  private static final int METHODID_LIST_KILL_SWITCHES = 14;
  private static final int METHODID_ENGAGE_KILL_SWITCH = 15;
  private static final int METHODID_RELEASE_KILL_SWITCH = 16;
  private static final int METHODID_GET_PORTFOLIO_RISK = 17;
  private static final int METHODID_STREAM_PORTFOLIO_RISK = 18;
  private static final int METHODID_STREAM_DIRECTIVES = 19;
  private static final int METHODID_LIST_RISK_EVENTS = 20;
  private static final int METHODID_STREAM_RISK_EVENTS = 21;
  private static final int METHODID_LIST_AUDIT_ENTRIES = 22;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_CHECK_ORDER:
          serviceImpl.checkOrder((tradewire.risk.v1.CheckOrderRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.Verdict>) responseObserver);
          break;
        case METHODID_SIZE_POSITION:
          serviceImpl.sizePosition((tradewire.risk.v1.SizePositionRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.Sizing>) responseObserver);
          break;
        case METHODID_GET_MAX_SIZE:
          serviceImpl.getMaxSize((tradewire.risk.v1.GetMaxSizeRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.GetMaxSizeResponse>) responseObserver);
          break;
        case METHODID_GET_VERDICT:
          serviceImpl.getVerdict((tradewire.risk.v1.GetVerdictRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.Verdict>) responseObserver);
          break;
        case METHODID_LIST_VERDICTS:
          serviceImpl.listVerdicts((tradewire.risk.v1.ListVerdictsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.ListVerdictsResponse>) responseObserver);
          break;
        case METHODID_GET_LIMITS:
          serviceImpl.getLimits((tradewire.risk.v1.GetLimitsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.Limits>) responseObserver);
          break;
        case METHODID_LIST_LIMITS:
          serviceImpl.listLimits((tradewire.risk.v1.ListLimitsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.ListLimitsResponse>) responseObserver);
          break;
        case METHODID_UPDATE_LIMITS:
          serviceImpl.updateLimits((tradewire.risk.v1.UpdateLimitsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.Limits>) responseObserver);
          break;
        case METHODID_GET_EFFECTIVE_LIMITS:
          serviceImpl.getEffectiveLimits((tradewire.risk.v1.GetEffectiveLimitsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.EffectiveLimits>) responseObserver);
          break;
        case METHODID_GET_BREAKER:
          serviceImpl.getBreaker((tradewire.risk.v1.GetBreakerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker>) responseObserver);
          break;
        case METHODID_LIST_BREAKERS:
          serviceImpl.listBreakers((tradewire.risk.v1.ListBreakersRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.ListBreakersResponse>) responseObserver);
          break;
        case METHODID_TRIP_BREAKER:
          serviceImpl.tripBreaker((tradewire.risk.v1.TripBreakerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker>) responseObserver);
          break;
        case METHODID_RESET_BREAKER:
          serviceImpl.resetBreaker((tradewire.risk.v1.ResetBreakerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.CircuitBreaker>) responseObserver);
          break;
        case METHODID_GET_KILL_SWITCH:
          serviceImpl.getKillSwitch((tradewire.risk.v1.GetKillSwitchRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch>) responseObserver);
          break;
        case METHODID_LIST_KILL_SWITCHES:
          serviceImpl.listKillSwitches((tradewire.risk.v1.ListKillSwitchesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.ListKillSwitchesResponse>) responseObserver);
          break;
        case METHODID_ENGAGE_KILL_SWITCH:
          serviceImpl.engageKillSwitch((tradewire.risk.v1.EngageKillSwitchRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch>) responseObserver);
          break;
        case METHODID_RELEASE_KILL_SWITCH:
          serviceImpl.releaseKillSwitch((tradewire.risk.v1.ReleaseKillSwitchRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.KillSwitch>) responseObserver);
          break;
        case METHODID_GET_PORTFOLIO_RISK:
          serviceImpl.getPortfolioRisk((tradewire.risk.v1.GetPortfolioRiskRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.PortfolioRisk>) responseObserver);
          break;
        case METHODID_STREAM_PORTFOLIO_RISK:
          serviceImpl.streamPortfolioRisk((tradewire.risk.v1.StreamPortfolioRiskRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamPortfolioRiskResponse>) responseObserver);
          break;
        case METHODID_STREAM_DIRECTIVES:
          serviceImpl.streamDirectives((tradewire.risk.v1.StreamDirectivesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamDirectivesResponse>) responseObserver);
          break;
        case METHODID_LIST_RISK_EVENTS:
          serviceImpl.listRiskEvents((tradewire.risk.v1.ListRiskEventsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.ListRiskEventsResponse>) responseObserver);
          break;
        case METHODID_STREAM_RISK_EVENTS:
          serviceImpl.streamRiskEvents((tradewire.risk.v1.StreamRiskEventsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.StreamRiskEventsResponse>) responseObserver);
          break;
        case METHODID_LIST_AUDIT_ENTRIES:
          serviceImpl.listAuditEntries((tradewire.risk.v1.ListAuditEntriesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.risk.v1.ListAuditEntriesResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getCheckOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.CheckOrderRequest,
              tradewire.risk.v1.Verdict>(
                service, METHODID_CHECK_ORDER)))
        .addMethod(
          getSizePositionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.SizePositionRequest,
              tradewire.risk.v1.Sizing>(
                service, METHODID_SIZE_POSITION)))
        .addMethod(
          getGetMaxSizeMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.GetMaxSizeRequest,
              tradewire.risk.v1.GetMaxSizeResponse>(
                service, METHODID_GET_MAX_SIZE)))
        .addMethod(
          getGetVerdictMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.GetVerdictRequest,
              tradewire.risk.v1.Verdict>(
                service, METHODID_GET_VERDICT)))
        .addMethod(
          getListVerdictsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.ListVerdictsRequest,
              tradewire.risk.v1.ListVerdictsResponse>(
                service, METHODID_LIST_VERDICTS)))
        .addMethod(
          getGetLimitsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.GetLimitsRequest,
              tradewire.risk.v1.Limits>(
                service, METHODID_GET_LIMITS)))
        .addMethod(
          getListLimitsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.ListLimitsRequest,
              tradewire.risk.v1.ListLimitsResponse>(
                service, METHODID_LIST_LIMITS)))
        .addMethod(
          getUpdateLimitsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.UpdateLimitsRequest,
              tradewire.risk.v1.Limits>(
                service, METHODID_UPDATE_LIMITS)))
        .addMethod(
          getGetEffectiveLimitsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.GetEffectiveLimitsRequest,
              tradewire.risk.v1.EffectiveLimits>(
                service, METHODID_GET_EFFECTIVE_LIMITS)))
        .addMethod(
          getGetBreakerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.GetBreakerRequest,
              tradewire.risk.v1.CircuitBreaker>(
                service, METHODID_GET_BREAKER)))
        .addMethod(
          getListBreakersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.ListBreakersRequest,
              tradewire.risk.v1.ListBreakersResponse>(
                service, METHODID_LIST_BREAKERS)))
        .addMethod(
          getTripBreakerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.TripBreakerRequest,
              tradewire.risk.v1.CircuitBreaker>(
                service, METHODID_TRIP_BREAKER)))
        .addMethod(
          getResetBreakerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.ResetBreakerRequest,
              tradewire.risk.v1.CircuitBreaker>(
                service, METHODID_RESET_BREAKER)))
        .addMethod(
          getGetKillSwitchMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.GetKillSwitchRequest,
              tradewire.risk.v1.KillSwitch>(
                service, METHODID_GET_KILL_SWITCH)))
        .addMethod(
          getListKillSwitchesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.ListKillSwitchesRequest,
              tradewire.risk.v1.ListKillSwitchesResponse>(
                service, METHODID_LIST_KILL_SWITCHES)))
        .addMethod(
          getEngageKillSwitchMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.EngageKillSwitchRequest,
              tradewire.risk.v1.KillSwitch>(
                service, METHODID_ENGAGE_KILL_SWITCH)))
        .addMethod(
          getReleaseKillSwitchMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.ReleaseKillSwitchRequest,
              tradewire.risk.v1.KillSwitch>(
                service, METHODID_RELEASE_KILL_SWITCH)))
        .addMethod(
          getGetPortfolioRiskMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.GetPortfolioRiskRequest,
              tradewire.risk.v1.PortfolioRisk>(
                service, METHODID_GET_PORTFOLIO_RISK)))
        .addMethod(
          getStreamPortfolioRiskMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.risk.v1.StreamPortfolioRiskRequest,
              tradewire.risk.v1.StreamPortfolioRiskResponse>(
                service, METHODID_STREAM_PORTFOLIO_RISK)))
        .addMethod(
          getStreamDirectivesMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.risk.v1.StreamDirectivesRequest,
              tradewire.risk.v1.StreamDirectivesResponse>(
                service, METHODID_STREAM_DIRECTIVES)))
        .addMethod(
          getListRiskEventsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.ListRiskEventsRequest,
              tradewire.risk.v1.ListRiskEventsResponse>(
                service, METHODID_LIST_RISK_EVENTS)))
        .addMethod(
          getStreamRiskEventsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.risk.v1.StreamRiskEventsRequest,
              tradewire.risk.v1.StreamRiskEventsResponse>(
                service, METHODID_STREAM_RISK_EVENTS)))
        .addMethod(
          getListAuditEntriesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.risk.v1.ListAuditEntriesRequest,
              tradewire.risk.v1.ListAuditEntriesResponse>(
                service, METHODID_LIST_AUDIT_ENTRIES)))
        .build();
  }

  private static abstract class RiskServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    RiskServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.risk.v1.RiskServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("RiskService");
    }
  }

  private static final class RiskServiceFileDescriptorSupplier
      extends RiskServiceBaseDescriptorSupplier {
    RiskServiceFileDescriptorSupplier() {}
  }

  private static final class RiskServiceMethodDescriptorSupplier
      extends RiskServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    RiskServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (RiskServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new RiskServiceFileDescriptorSupplier())
              .addMethod(getCheckOrderMethod())
              .addMethod(getSizePositionMethod())
              .addMethod(getGetMaxSizeMethod())
              .addMethod(getGetVerdictMethod())
              .addMethod(getListVerdictsMethod())
              .addMethod(getGetLimitsMethod())
              .addMethod(getListLimitsMethod())
              .addMethod(getUpdateLimitsMethod())
              .addMethod(getGetEffectiveLimitsMethod())
              .addMethod(getGetBreakerMethod())
              .addMethod(getListBreakersMethod())
              .addMethod(getTripBreakerMethod())
              .addMethod(getResetBreakerMethod())
              .addMethod(getGetKillSwitchMethod())
              .addMethod(getListKillSwitchesMethod())
              .addMethod(getEngageKillSwitchMethod())
              .addMethod(getReleaseKillSwitchMethod())
              .addMethod(getGetPortfolioRiskMethod())
              .addMethod(getStreamPortfolioRiskMethod())
              .addMethod(getStreamDirectivesMethod())
              .addMethod(getListRiskEventsMethod())
              .addMethod(getStreamRiskEventsMethod())
              .addMethod(getListAuditEntriesMethod())
              .build();
        }
      }
    }
    return result;
  }
}
